import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createEvaluator } from '../lambda/evaluator/evaluator';
import { readPolicy, readReaderConfiguration } from '../lambda/shared/configuration/configuration';
import { VerdictLog } from '../lambda/shared/log/verdict-log';
import { TokenGate } from '../lambda/shared/token/token-gate';
import { createAllowlistReader } from '../lambda/store/allowlist-reader';
import { NO_TOKENS } from '../lib/contract';
import type { Bench, Figure } from './bench';
import { startTable, tableEnvironment } from './dynamodb';
import { EVALUATOR_ENVIRONMENT } from './evaluator-environment';
import { authorizerEvent } from './event';

const DATA = '/services/data/v60.0/query';
const OWN = 'https://abcdef1234.execute-api.us-east-1.amazonaws.com';

/** Requests in their order: the look-ups of earlier ones warm the cache for later ones. */
const CASES: readonly (readonly [what: string, path: string, origin: string | undefined, reads: number])[] = [
  ['no Origin', DATA, undefined, 0],
  ['same origin', DATA, OWN, 0],
  ['public endpoint', '/.well-known/openid-configuration', 'https://a.example.com', 0],
  ['malformed origin', DATA, 'https://A.example.com', 0],
  ['closed path', '/closed', 'https://a.example.com', 0],
  ['cold, unlisted', DATA, 'https://a.example.com', 1],
  ['warm, unlisted', DATA, 'https://a.example.com', 0],
  ['cold, 32 labels', DATA, `https://${'a.'.repeat(31)}example`, 1],
  ['cold, OAuth endpoint (entries and settings)', '/services/oauth2/token', 'https://b.example.com', 1],
  ['warm, OAuth endpoint', '/services/oauth2/token', 'https://b.example.com', 0],
];

export const readsBench: Bench = {
  name: 'reads',
  about:
    'Calls that reach DynamoDB, counted at a proxy in front of it, through the real reader and the real client.',
  run: async () => {
    const table = await startTable();
    let calls = 0;
    const proxy = createServer((arrival, response) => {
      calls++;
      const chunks: Buffer[] = [];
      arrival.on('data', (chunk: Buffer) => chunks.push(chunk));
      arrival.on('end', () => {
        const headers = {
          'X-Amz-Target': String(arrival.headers['x-amz-target']),
          'Content-Type': 'application/x-amz-json-1.0',
          Authorization: String(arrival.headers.authorization),
          'X-Amz-Date': String(arrival.headers['x-amz-date']),
        };
        void fetchText(table.url, headers, Buffer.concat(chunks)).then(([status, body]) => {
          response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' }).end(body);
        });
      });
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    Object.assign(process.env, tableEnvironment(url), EVALUATOR_ENVIRONMENT);
    const allowlist = createAllowlistReader(readReaderConfiguration());
    const log = quiet();
    const evaluate = createEvaluator(
      { policy: readPolicy(), allowlist, log, tokens: new TokenGate(NO_TOKENS, log) },
      () => {
        throw new Error('no request of this bench goes on to an upstream');
      },
    );
    const figures: Figure[] = [];
    for (const [what, path, origin, reads] of CASES) {
      calls = 0;
      await evaluate(authorizerEvent(path, origin));
      figures.push({ what, value: String(calls), target: String(reads), reached: calls === reads });
    }
    proxy.closeAllConnections();
    proxy.close();
    await table.close();
    return figures;
  },
};

/** Not `fetch`: `node:http` hands on the client's request unchanged. */
async function fetchText(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Promise<readonly [number, string]> {
  const message = request(url, { method: 'POST', headers });
  message.end(body);
  const [response] = (await once(message, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return [response.statusCode ?? 500, Buffer.concat(chunks).toString('utf8')];
}

/** A log that writes no line for a verdict. */
function quiet(): VerdictLog {
  const log = new VerdictLog('bench');
  Object.assign(log, { verdict: () => undefined });
  return log;
}
