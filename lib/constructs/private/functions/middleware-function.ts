import { Alias, Function as LambdaFunction, Version, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { CorsBackendTarget } from '../../cors-backend';

/** The function of this app whose code runs, also behind an alias or a version; undefined for an imported one. */
export function functionBehind(handler: IFunction): LambdaFunction | undefined {
  if (handler instanceof LambdaFunction) return handler;
  return handler instanceof Alias || handler instanceof Version ? functionBehind(handler.lambda) : undefined;
}

/** The functions among backends that use `withCors`, each once. */
export function middlewareFunctions(
  backends: readonly { readonly target: CorsBackendTarget }[],
): ReadonlySet<LambdaFunction> {
  const functions = backends.flatMap(({ target }) =>
    target.kind === 'function' && target.middleware ? (functionBehind(target.handler) ?? []) : [],
  );
  return new Set(functions);
}
