import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { AdminEnv } from '../http/admin-env';
import { validationHook } from '../http/validation-hook';
import { AdminProblem } from '../problem/admin-problem';
import { evaluateSchema, evaluationSchema } from '../schema/evaluate';
import { operation } from '../schema/operation';
import { problemResponses } from '../schema/problem';
import { BODY_RESPONSES, COMMON_RESPONSES, jsonContent } from '../schema/responses';
import { evaluate, type SimulatorParts } from '../simulator/evaluate';
import { simulationErrors } from '../simulator/simulated-request';

const evaluateRoute = createRoute({
  ...operation('evaluate'),
  tags: ['Simulator'],
  summary: 'What the gateway would answer to a request, and why',
  request: { body: { required: true, content: jsonContent(evaluateSchema) } },
  responses: {
    ...COMMON_RESPONSES,
    ...BODY_RESPONSES,
    ...problemResponses('simulator_unavailable'),
    200: { description: 'The verdict.', content: jsonContent(evaluationSchema) },
  },
});

/** Adds the simulator; without a policy it says that it knows none. */
export function addSimulatorRoute(app: OpenAPIHono<AdminEnv>, simulator: SimulatorParts | undefined): void {
  app.openapi(
    evaluateRoute,
    async (c) => {
      if (simulator === undefined) throw new AdminProblem('simulator_unavailable');
      return c.json(await evaluate(c.req.valid('json'), simulator, c.env.now), 200);
    },
    validationHook((body) => (simulator === undefined ? [] : simulationErrors(body, simulator.gateway))),
  );
}
