import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { CodeBlock } from './markdown';
import type { PageProject } from './page-project';

/** A project that the command of a page serves. */
export interface ServedProject {
  readonly gateway: string;
  readonly admin: string;
  stop(): Promise<void>;
}

/** The command by which a page serves the reader's app. */
export function serveCommand(blocks: readonly CodeBlock[]): string {
  const lines = blocks.filter(({ language }) => language === 'sh').flatMap(({ code }) => code.split('\n'));
  const [command, ...others] = lines.filter((line) => /^npx \S+ serve\b/.test(line));
  if (command === undefined || others.length > 0) throw new Error('a page shows one command that serves');
  return command;
}

/**
 * Runs the command of a page unchanged, in the project, on free ports.
 *
 * @throws Error with everything that it wrote, when it ends before it is ready
 */
export async function serveProject(project: PageProject, command: string): Promise<ServedProject> {
  // A process group of its own, because npx and the shell between are asked for nothing.
  const child = spawn('bash', ['-c', `${command} --port 0`], {
    cwd: project.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const ready = await new Promise<{ gateway: string; admin: string }>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.startsWith('ready ')) {
          resolve(JSON.parse(line.slice('ready '.length)) as { gateway: string; admin: string });
        }
      });
    }
    void exited.then(() => {
      reject(new Error(`${command} ended before it was ready:\n${lines.join('\n')}`));
    });
  });
  return {
    gateway: ready.gateway,
    admin: ready.admin,
    stop: async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
      await exited;
    },
  };
}
