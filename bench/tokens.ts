import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK } from 'jose';
import { TOKENS } from '../lib/contract';
import { BearerCheck } from '../lambda/tokens/bearer-check';
import { atMost, median, type Bench, type Figure } from './bench';
import { EVALUATOR_ENVIRONMENT } from './evaluator-environment';
import { authorizerEvent } from './event';
import { inTurn } from './in-turn';
import { unsetTokens } from './tokens-unset';
import { EVALUATOR, FIXTURES, timeOf } from './whole-process';

const RUNS = 21;
const ROUNDS = 41;
const CHECKS = 200;
const ISSUER = 'https://login.example.com';

/** Serves a key set in a thread of its own, because the measuring one waits for whole processes. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:http').createServer((_, response) => response.end(workerData));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

export const tokensBench: Bench = {
  name: 'tokens',
  about:
    'Checks of a token (RS256): whole processes that answer their first event, and warm checks in one process, in turn. Then the evaluator where no `tokens` are set, beside one that is built from the same sources without the code for them: warm calls by time of the processor, their lines to a pipe, and whole processes.',
  run: async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    const token = await new SignJWT({ scope: 'orders:read' })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(ISSUER)
      .setAudience('api')
      .setSubject('someone')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    const worker = new Worker(SERVER, { eval: true, workerData: JSON.stringify({ keys: [jwk] }) });
    const port = await new Promise<number>((resolve) => worker.once('message', resolve));
    const jwksUri = `http://127.0.0.1:${String(port)}/keys`;
    try {
      return [
        ...(await coldStarts(jwksUri, token)),
        ...(await warmChecks(jwksUri, jwk, token)),
        ...(await unsetTokens()),
      ];
    } finally {
      await worker.terminate();
    }
  },
};

async function coldStarts(jwksUri: string, token: string): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cors-bench-'));
  try {
    const outfile = join(folder, 'jwt-authorizer.js');
    const entryPoints = [join(FIXTURES, 'jwt-authorizer.ts')];
    await build({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node24', minify: true });
    const asked = authorizerEvent('/services/data/v60.0/query', undefined);
    const headers = { Authorization: `Bearer ${token}` };
    const event = { ...asked, headers, multiValueHeaders: { Authorization: [headers.Authorization] } };
    const check = { kind: 'jwt', issuer: ISSUER, audience: ['api'], jwksUri };
    const tokens = JSON.stringify({ checks: { users: check }, routes: { '/': 'users' } });
    const environment = { ...EVALUATOR_ENVIRONMENT, [TOKENS]: tokens };
    const others = { ISSUER, JWKS_URI: jwksUri };
    return [
      ...inTurn('cold start', RUNS, 1.2, {
        evaluator: () => timeOf({ file: EVALUATOR, event, environment }),
        'hand-written authorizer with aws-jwt-verify': () =>
          timeOf({ file: outfile, event, environment: others }),
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function warmChecks(jwksUri: string, jwk: JWK, token: string): Promise<readonly Figure[]> {
  const check = new BearerCheck({ kind: 'jwt', issuer: ISSUER, audience: ['api'], jwksUri });
  const keys = createLocalJWKSet({ keys: [jwk] });
  const ours = (): Promise<unknown> =>
    check.check({ authorization: [`Bearer ${token}`], event: {}, now: Date.now() });
  const alone = (): Promise<unknown> => jwtVerify(token, keys, { issuer: ISSUER, audience: 'api' });
  const [a, b]: [number[], number[]] = [[], []];
  for (let round = -3; round < ROUNDS; round++) {
    const times = [await timed(ours), await timed(alone)] as const;
    if (round < 0) continue;
    a.push(times[0]);
    b.push(times[1]);
  }
  const ratios = a.map((millis, index) => millis / (b[index] ?? Number.NaN));
  return [
    { what: 'warm check, ours', value: `${((1000 * median(a)) / CHECKS).toFixed(1)} µs` },
    { what: 'warm check, jose alone', value: `${((1000 * median(b)) / CHECKS).toFixed(1)} µs` },
    atMost('warm check: ratio, median of the pairs', median(ratios), 1.5, '×'),
  ];
}

async function timed(check: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  for (let at = 0; at < CHECKS; at++) await check();
  return Number(process.hrtime.bigint() - start) / 1e6;
}
