import cors from 'cors';
import express, { type Express } from 'express';
import fastify, { type FastifyInstance } from 'fastify';
import { Hono } from 'hono';

/*
 * One small API in each framework. `POST /orders` gives back its body, with two cookies, a `Vary` and CORS headers of its own.
 * `GET /broken` throws.
 */

/** Calls that reached an app. */
export const calls: string[] = [];

const OWN = { 'Access-Control-Allow-Origin': '*', Vary: 'Accept-Language' };
const COOKIES = ['a=1', 'b=2'];

export function expressApp(): Express {
  const app = express();
  app.use(cors());
  app.use((request, _response, next) => {
    calls.push(`${request.method} ${request.url}`);
    next();
  });
  app.post('/orders', express.json(), (request, response) => {
    response
      .set({ ...OWN, 'Set-Cookie': COOKIES })
      .status(201)
      .json(request.body);
  });
  app.get('/broken', () => {
    throw new Error('out of order');
  });
  return app;
}

export function fastifyApp(): FastifyInstance {
  const app = fastify();
  app.addHook('onRequest', (request, _reply, done) => {
    calls.push(`${request.method} ${request.url}`);
    done();
  });
  app.post('/orders', (request, reply) =>
    reply
      .headers({ ...OWN, 'set-cookie': COOKIES })
      .code(201)
      .send(request.body),
  );
  app.get('/broken', () => {
    throw new Error('out of order');
  });
  return app;
}

export function honoApp(): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    calls.push(`${context.req.method} ${context.req.path}`);
    await next();
  });
  app.post('/orders', async (context) => {
    for (const [name, value] of Object.entries(OWN)) context.header(name, value);
    for (const cookie of COOKIES) context.header('Set-Cookie', cookie, { append: true });
    return context.json(await context.req.json(), 201);
  });
  app.get('/broken', () => {
    throw new Error('out of order');
  });
  return app;
}
