import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { fileFault } from '../terminal/file-fault';

/** A sign-in to one admin API. */
export interface StoredSession {
  /** Origin of the user pool's pages and endpoints. */
  readonly domain: string;
  readonly clientId: string;
  /** The token that the admin API takes. */
  readonly token: string;
  /** The kind of that token, which a renewal must give again. */
  readonly kind: 'id' | 'access';
  readonly refreshToken?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

type Sessions = Readonly<Record<string, StoredSession>>;

/** Only its owner may read or write the file, and see what is in its folder. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const OTHERS = 0o077;

/** The sign-ins of this person on this machine, by the URL of the admin API. */
export class SessionFile {
  readonly path: string;

  constructor(environment: NodeJS.ProcessEnv) {
    const base = environment['XDG_CONFIG_HOME'] ?? environment['APPDATA'] ?? join(homedir(), '.config');
    this.path = join(base, 'apigateway-cors-allowlist', 'sessions.json');
  }

  /** @throws CommandError where others may read the file */
  read(url: string): StoredSession | undefined {
    const sessions = this.all();
    return Object.hasOwn(sessions, url) ? sessions[url] : undefined;
  }

  /**
   * Keeps a sign-in, or forgets it.
   *
   * @throws CommandError where the file cannot be written
   */
  write(url: string, session: StoredSession | undefined): void {
    const others = Object.entries(this.all()).filter(([key]) => key !== url);
    const all = session === undefined ? others : [...others, [url, session] as const];
    if (session === undefined && this.stats() === undefined) return;
    try {
      this.replace(all);
    } catch (error) {
      throw new CommandError(
        EXIT.error,
        'sessions_not_written',
        `The tokens in ${this.path} cannot be written: ${fileFault(error)}.`,
        'let XDG_CONFIG_HOME name a folder of yours',
      );
    }
  }

  private replace(all: readonly (readonly [url: string, session: StoredSession])[]): void {
    if (all.length === 0) {
      rmSync(this.path, { force: true });
      return;
    }
    mkdirSync(dirname(this.path), { recursive: true, mode: FOLDER_MODE });
    // Written beside it and put in its place, so that another run never reads half a file.
    const whole = `${this.path}.${String(process.pid)}`;
    writeFileSync(whole, JSON.stringify(Object.fromEntries(all)), { mode: FILE_MODE });
    chmodSync(whole, FILE_MODE);
    renameSync(whole, this.path);
  }

  /** Undefined also where this user may not look: in a pipeline the home is often somebody else's, and nobody signed in there. */
  private stats(): Stats | undefined {
    try {
      return statSync(this.path, { throwIfNoEntry: false });
    } catch {
      return undefined;
    }
  }

  private all(): Sessions {
    const stats = this.stats();
    if (stats === undefined) return {};
    if (process.platform !== 'win32' && (stats.mode & OTHERS) !== 0) {
      throw new CommandError(
        EXIT.notPermitted,
        'open_sessions',
        `Other people of this machine may read the tokens in ${this.path}.`,
        `chmod 600 ${this.path}, and sign in again`,
      );
    }
    try {
      const value: unknown = JSON.parse(readFileSync(this.path, 'utf8'));
      return typeof value === 'object' && value !== null ? (value as Sessions) : {};
    } catch {
      // Not ours, or half of it: signing in again writes it anew.
      return {};
    }
  }
}
