/*
 * Kills the local gateway right after it has answered a write, starts it again on the same data, and looks whether the
 * write is there; as often as the argument says (200).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { send } from '../test/support/http-client';
import { startLocalProcess, type LocalProcess } from '../test/support/local-process';

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

async function main(rounds: number): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'cors-durability-'));
  let lost = 0;
  let local = await startLocalProcess(['--empty', '--data', data]);
  for (let round = 1; round <= rounds; round++) {
    const pattern = `https://round${String(round)}.example`;
    await write(local, pattern);
    await local.stop('SIGKILL');
    local = await startLocalProcess(['--empty', '--data', data]);
    if (!(await isThere(local, pattern))) lost++;
    if (round % 20 === 0)
      console.log(`${String(round)} of ${String(rounds)} kills, ${String(lost)} writes lost`);
  }
  await local.stop();
  rmSync(data, { recursive: true });
  console.log(`${String(rounds - lost)} passed, ${String(lost)} failed`);
  process.exitCode = lost === 0 ? 0 : 1;
}

async function write(local: LocalProcess, pattern: string): Promise<void> {
  const answer = await send({
    method: 'POST',
    url: `${local.ready.admin}/cors/v1/allowlist`,
    headers: [JSON_TYPE],
    body: JSON.stringify({ pattern }),
  });
  if (answer.status !== 201) throw new Error(`${pattern}: ${answer.body.toString('utf8')}`);
}

async function isThere(local: LocalProcess, pattern: string): Promise<boolean> {
  const query = new URLSearchParams({ prefix: pattern });
  const answer = await send({ url: `${local.ready.admin}/cors/v1/allowlist?${query.toString()}` });
  return (answer.json() as { items: { pattern: string }[] }).items.some((entry) => entry.pattern === pattern);
}

void main(Number(process.argv[2] ?? 200));
