import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly, type Stack } from '../gateway';

/** The example app as the local gateway serves it. */
interface SynthesizedStack {
  readonly stack: Stack;
  /** Removes the synthesized files. */
  readonly remove: () => void;
}

/**
 * The example app for a gateway on this port, synthesized by another process.
 *
 * @throws Error with what that process wrote, when it fails
 */
export async function synthesizedStack(
  port: number,
  oauthUpstream: string | undefined,
): Promise<SynthesizedStack> {
  const outdir = mkdtempSync(join(tmpdir(), 'cors-gateway-'));
  const remove = (): void => {
    rmSync(outdir, { recursive: true, force: true });
  };
  try {
    const upstream = oauthUpstream === undefined ? [] : [oauthUpstream];
    const program = join(__dirname, 'local-stack.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', program, outdir, String(port), ...upstream], {
      cwd: join(__dirname, '..'),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`the example app cannot be synthesized:\n${output}`);
    return { stack: readAssembly(outdir), remove };
  } catch (error) {
    remove();
    throw error;
  }
}
