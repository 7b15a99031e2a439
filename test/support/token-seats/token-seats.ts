import { Duration, RemovalPolicy, Stack, type App } from 'aws-cdk-lib';
import { join } from 'node:path';
import { backendCode } from '../../../examples/backend-code';
import { nodeFunction } from '../../../examples/node-function';
import {
  CorsBackend,
  CorsEndpoint,
  CorsEndpoints,
  CorsGateway,
  JudgedBy,
  PathMatch,
  TokenCheck,
} from '../../../lib';
import { RecordingUpstream } from '../../lambda/evaluator/responder/support/recording-upstream';
import { LocalApi } from '../local-api';

/** Every seat that checks callers. Each has a path of its own. */
export const SEATS = ['authorizer', 'responder', 'middleware'] as const;
export type CheckingSeat = (typeof SEATS)[number];

export const AUDIENCE = 'https://api.example.com';
export const READ = 'orders:read';
/** Needed for `DELETE`. */
export const WRITE = 'orders:delete';
/** Below each seat, a path with a check of its own, whose keys nobody has read before its first request. */
const LATE = 'late';

const FOLDER = join(__dirname, 'backend');

/** One API that checks tokens of an issuer at each seat, served by the local gateway with the bundles that ship. */
export class TokenSeats {
  private constructor(
    readonly api: LocalApi,
    private readonly recorder: RecordingUpstream,
  ) {}

  /** @param issuer as in the claim `iss` */
  static async start(issuer: string): Promise<TokenSeats> {
    const recorder = await RecordingUpstream.start();
    recorder.answer = (_request, response) => response.end('ok');
    const api = await LocalApi.start((app) => stackOf(app, issuer, recorder.url));
    return new TokenSeats(api, recorder);
  }

  /** A path that a seat answers; with `late`, one whose check is used by no other path. */
  path(seat: CheckingSeat, check?: typeof LATE): string {
    return check === undefined ? `/${seat}/orders` : `/${seat}/${check}`;
  }

  url(...place: Parameters<TokenSeats['path']>): string {
    return `${this.api.url}${this.path(...place)}`;
  }

  /** The paths with which backends ran since this was last called. */
  ran(): readonly string[] {
    return this.recorder.requests.splice(0).map(({ target }) => target);
  }

  async stop(): Promise<void> {
    await this.api.stop();
    await this.recorder.stop();
  }
}

function stackOf(app: App, issuer: string, recorder: string): Stack {
  const stack = new Stack(app, 'Seats');
  const check = (seconds: number): TokenCheck =>
    TokenCheck.jwt({ issuer, audience: [AUDIENCE], clockTolerance: Duration.seconds(seconds) });
  const tokens = check(0);
  const backend = (id: string): ReturnType<typeof nodeFunction> => {
    const made = nodeFunction(stack, id, backendCode(FOLDER));
    made.addEnvironment('RECORDER', recorder);
    return made;
  };
  new CorsGateway(stack, 'Cors', {
    endpoints: CorsEndpoints.of(
      SEATS.flatMap((seat, at) => [
        CorsEndpoint.allowlist(`/${seat}`, {
          match: PathMatch.PREFIX,
          methods: ['GET', 'DELETE'],
          methodScopes: { DELETE: [WRITE] },
        }),
        // Checks that say the same are one, so each says something else.
        CorsEndpoint.allowlist(`/${seat}/${LATE}`, { tokens: check(at + 1) }),
      ]),
    ),
    backends: {
      '/authorizer': CorsBackend.lambdaFunction(backend('Authorized'), { tokens, middleware: true }),
      '/responder': CorsBackend.http(recorder, { tokens }),
      '/middleware': CorsBackend.lambdaFunction(backend('Judging'), {
        tokens,
        judgedBy: JudgedBy.MIDDLEWARE,
      }),
    },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return stack;
}
