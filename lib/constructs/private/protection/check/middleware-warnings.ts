import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DeployedApi } from '../../deployed/deployed-api';
import { membersOf } from '../../deployed/deployed-resource';
import { functionsIn, hasMiddlewareEnvironment, type AppFunction } from '../../functions/functions-in';
import { isNode, makesCycle } from '../../functions/middleware-function';
import { isJudgedByUs } from '../../api/other-judges';
import { warn } from '../../synth/warning';
import { INTEGRATION } from '../document/document';
import { operationName } from '../document/operation';
import type { Claim } from './claim';
import { coveredMethods, nameOf } from './covered-method';

/** Methods that a warning names. */
const MAX_NAMES = 3;

/** A function that lacks what `withCors` needs, and the methods that lead to it. */
interface BareFunction {
  readonly found: AppFunction;
  readonly claim: Claim;
  /** As people call them: `GET /orders`. */
  readonly names: string[];
  /** What leads to it, in the stack of the API. */
  readonly places: IConstruct[];
}

/** An integration of a judged method, of constructs or in a document. */
interface JudgedIntegration {
  readonly name: string;
  readonly claim: Claim;
  readonly stack: Stack;
  readonly place: IConstruct;
  readonly uri: unknown;
}

/**
 * Warns of each function on Node.js behind a judged method that is not given what `withCors` needs: its answers would have no CORS
 * headers, and a listed page could not read them. A function that sets them by itself is meant, so the warning can be acknowledged.
 */
export function warnOfBareFunctions(api: DeployedApi, claims: readonly Claim[]): void {
  const bare = new Map<IConstruct, BareFunction>();
  for (const { name, claim, stack, place, uri } of [...ofMethods(api, claims), ...ofDocument(api, claims)]) {
    for (const found of functionsIn(stack, uri).filter(isBare)) {
      const known = bare.get(found.resource) ?? { found, claim, names: [], places: [] };
      known.names.push(name);
      known.places.push(place);
      bare.set(found.resource, known);
    }
  }
  for (const one of bare.values()) warnOf(one);
}

function ofMethods(api: DeployedApi, claims: readonly Claim[]): readonly JudgedIntegration[] {
  return coveredMethods(api, claims).flatMap(({ method, claims: [claim], excludedAs }) => {
    if (claim === undefined || excludedAs !== undefined || !isJudgedByUs(method)) return [];
    const { stack, construct, integration } = method;
    return [{ name: nameOf(method), claim, stack, place: construct, uri: integration['Uri'] }];
  });
}

function ofDocument({ api }: DeployedApi, claims: readonly Claim[]): readonly JudgedIntegration[] {
  const paths = Object.entries(membersOf(membersOf(api?.properties['Body'])['paths']));
  return claims.flatMap((claim) =>
    paths
      .filter(([path]) => claim.document?.covers(path) === true)
      .flatMap(([path, item]) => Object.entries(membersOf(item)).map((one) => [path, ...one] as const))
      .flatMap(([path, key, operation]) => {
        const uri = membersOf(membersOf(operation)[INTEGRATION])['uri'];
        if (api === undefined || uri === undefined) return [];
        const { stack, construct } = api;
        return [{ name: operationName(path, key), claim, stack, place: construct, uri }];
      }),
  );
}

function isBare(found: AppFunction): boolean {
  const { handler, resource } = found;
  const onNode =
    handler === undefined ? String(resource.runtime).startsWith('nodejs') : isNode(handler.runtime);
  return onNode && !hasMiddlewareEnvironment(found);
}

function warnOf({ found, claim, names, places }: BareFunction): void {
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : '';
  const { path } = (found.handler ?? found.resource).node;
  warn(
    claim.scope,
    'withoutMiddleware',
    `the function ${path} answers ${names.slice(0, MAX_NAMES).join(', ')}${more}, and is not given what withCors needs. ` +
      `If it uses withCors, ${lineFor(found, claim, places)}. ` +
      'If it sets the headers of the verdict by itself, acknowledge this warning',
  );
}

function lineFor({ handler }: AppFunction, { scope }: Claim, places: readonly IConstruct[]): string {
  if (handler === undefined) {
    return 'set the middlewareEnvironment of the allowlist as its environment, and let its role read the table (grantRead)';
  }
  if (places.some((api) => makesCycle(handler, { api, table: scope }))) {
    return (
      'name the table (tableName) and write in the stack of the function: ' +
      "CorsAllowlist.fromCorsAllowlistAttributes(this, 'Allowlist', { tableArn, endpoints }).grantMiddleware(fn)"
    );
  }
  return 'write allowlist.grantMiddleware(fn)';
}
