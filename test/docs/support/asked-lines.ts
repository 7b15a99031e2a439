import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CodeBlock } from './markdown';

/** Where the lines of the documents look for the gateway and for its admin API. */
const LOCAL = { gateway: 'http://localhost:8787', admin: 'http://localhost:8788' };

/** A `curl` command of a page, and the status that the comment above it promises. */
export interface AskedLine {
  readonly command: string;
  readonly promised: number;
}

/** The answer to a command. */
export interface Answer {
  readonly command: string;
  readonly status: number;
  /** All that it wrote. */
  readonly output: string;
}

/** The places that take the place of the page's own. */
export interface Places {
  readonly gateway: string;
  readonly admin: string;
  /** Options of `curl` with which calls of the admin API are signed. */
  readonly signature?: string;
  /** Where the script finds its files. */
  readonly folder?: string;
}

/** The blocks that ask a gateway, in the order of the page. */
export function askingBlocks(blocks: readonly CodeBlock[]): readonly CodeBlock[] {
  return blocks.filter(({ language, code }) => language === 'sh' && /^curl /m.test(code));
}

/**
 * The commands of a script that ask, each with its promise: `# 403: …` in the line above.
 *
 * @throws Error for a command without a promise
 */
export function askedLines(script: string): readonly AskedLine[] {
  const lines = script.replaceAll(/\\\n\s*/g, '').split('\n');
  return lines.flatMap((command, at) => {
    if (!command.startsWith('curl ')) return [];
    const promised = /^# (\d{3})\b/.exec(lines[at - 1] ?? '')?.[1];
    if (promised === undefined) throw new Error(`no status is promised above: ${command}`);
    return [{ command, promised: Number(promised) }];
  });
}

/** Marks the end of an answer, with its status, in the output of a script. */
const MARK = '\u001eanswered ';

/**
 * Runs a script of a page unchanged, by bash, at other places than its own.
 *
 * @throws Error when bash itself fails
 */
export async function ask(script: string, places: Places): Promise<readonly Answer[]> {
  const moved = script.replaceAll(LOCAL.gateway, places.gateway).replaceAll(LOCAL.admin, places.admin);
  const commands = askedLines(script).map(({ command }) => command);
  // The page's `curl` also says the status; what it sends stays as it is.
  const curl = `curl() {
    local sign=()
    [[ "$*" == *"$SIGNED"* ]] && eval "sign=($SIGNATURE)"
    command curl -sS --max-time 30 "\${sign[@]}" "$@" --write-out '\\n${MARK}%{http_code}\\n'
  }`;
  const bash = spawn('bash', ['-eu', '-o', 'pipefail'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: places.folder ?? process.cwd(),
    env: { ...process.env, SIGNED: places.admin, SIGNATURE: places.signature ?? '' },
  });
  const chunks: Buffer[] = [];
  for (const stream of [bash.stdout, bash.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  bash.stdin.end(`${curl}\n${moved}`);
  const [code] = (await once(bash, 'close')) as [number | null];
  const output = Buffer.concat(chunks).toString('utf8');
  if (code !== 0) throw new Error(`bash ended with ${String(code)}:\n${output}`);
  const parts = output.split(MARK);
  return commands.map((command, at) => ({
    command,
    output: (parts[at] ?? '').replace(/^\d{3}\n/, ''),
    status: Number(parts[at + 1]?.slice(0, 3)),
  }));
}
