import type { FieldError } from './shapes';

/** A problem that the API answered with. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly details: {
      readonly detail?: string;
      readonly errors?: readonly FieldError[];
      readonly id?: string;
      readonly requestId?: string;
      readonly etag?: string;
    } = {},
  ) {
    super(title);
  }

  /** The fault of one field of the body. */
  errorOf(field: string): FieldError | undefined {
    return this.details.errors?.find(({ pointer }) => pointer === `/${field}`);
  }
}

/** The API could not be reached, or what answered was not the API. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Nobody is signed in any more. */
export class SignInEnded extends Error {
  override readonly name = 'SignInEnded';
}

/** The command that serves the page has ended, or another run of it answers. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';
}

/** The problem in an answer. */
export async function problemIn(response: Response): Promise<ApiProblem | Unreachable> {
  const body = await jsonIn(response);
  const { code, title } = body;
  if (typeof code !== 'string' || typeof title !== 'string') {
    return new Unreachable(`HTTP ${String(response.status)}`);
  }
  const etag = response.headers.get('ETag');
  const text = (name: string): object => (typeof body[name] === 'string' ? { [name]: body[name] } : {});
  return new ApiProblem(response.status, code, title, {
    ...text('detail'),
    ...text('id'),
    ...text('requestId'),
    ...(Array.isArray(body['errors']) ? { errors: body['errors'] as FieldError[] } : {}),
    ...(etag === null ? {} : { etag }),
  });
}

async function jsonIn(response: Response): Promise<Readonly<Record<string, unknown>>> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
