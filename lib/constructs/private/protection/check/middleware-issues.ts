import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import type { DeployedApi } from '../../deployed/deployed-api';
import { functionsIn, hasMiddlewareEnvironment, type AppFunction } from '../../functions/functions-in';
import { grantorOf, isNode, makesCycle } from '../../functions/middleware-function';
import { isForeign, middlewareIssues as integrationIssues } from '../middleware-judge';
import { warn } from '../../synth/warning';
import type { SynthIssue } from '../../synth/synth-error';
import type { Claim } from './claim';
import { uncheckedIssues } from './unchecked-callers';
import { judgedIntegrations, type JudgedIntegration } from './judged-integration';

/** Methods that a warning names. */
const MAX_NAMES = 3;

/** A function that lacks what `withCors` needs, and what leads to it. */
interface BareFunction {
  readonly found: AppFunction;
  readonly by: JudgedIntegration[];
}

/**
 * Warns of each function on Node.js behind a judged method that is not given what `withCors` needs: its answers would have no CORS
 * headers, and a listed page could not read them. A function that sets them by itself is meant, so the warning can be acknowledged.
 * A function that should judge and is not known here is a warning too.
 */
export function warnOfFunctions(api: DeployedApi, claims: readonly Claim[]): void {
  const integrations = judgedIntegrations(api, claims);
  const behind = integrations.filter(({ judge, claim }) => judge === 'authorizer' && claim.warnsOfFunctions);
  for (const one of bareFunctions(behind)) if (isOnNode(one.found)) warnOfBare(one);
  for (const one of integrations.filter(({ judge }) => judge === 'middleware')) warnOfUnknown(one);
}

/** Functions that should judge, and lack what `withCors` needs: nobody would judge, or every request would fail. */
export function middlewareIssues(api: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  const judging = judgedIntegrations(api, claims).filter(({ judge }) => judge === 'middleware');
  return [
    ...judging.flatMap((one) =>
      integrationIssues(one.name, one, functionsIn(one.stack, one.uri), one.isKept),
    ),
    ...judging.flatMap(replacedIssues),
    ...uncheckedIssues(judging),
    ...bareFunctions(judging)
      .filter(({ found }) => !isForeign(found))
      .map((one) => ({
        prop: one.by.map(({ name }) => name).join(', '),
        value: pathOf(one.found),
        rule: 'withCors should judge in this function, which is not given what it needs',
        fix: lineFor(one),
      })),
  ];
}

/** A function that judges by the table of another allowlist. Tables that exist are known by their names alone. */
function replacedIssues({ name, claim, stack, uri }: JudgedIntegration): readonly SynthIssue[] {
  return functionsIn(stack, uri).flatMap(({ handler }) => {
    const other = handler === undefined ? undefined : grantorOf(handler);
    const tables = [other?.table, claim.allowlist.table];
    if (handler === undefined || tables[0] === tables[1] || !tables.every((one) => one instanceof TableV2)) {
      return [];
    }
    return [
      {
        prop: name,
        value: handler.node.path,
        rule: `withCors should judge in this function, which has the environment of ${other?.node.path ?? ''}`,
        fix: 'make a function for each allowlist, or let the authorizer judge',
      },
    ];
  });
}

function bareFunctions(integrations: readonly JudgedIntegration[]): readonly BareFunction[] {
  const bare = new Map<IConstruct, BareFunction>();
  // One function is behind many methods, and is read once.
  const given = new Set<IConstruct>();
  for (const integration of integrations) {
    for (const found of functionsIn(integration.stack, integration.uri)) {
      const { resource } = found;
      const known = bare.get(resource);
      if (known !== undefined) known.by.push(integration);
      else if (given.has(resource) || hasMiddlewareEnvironment(found)) given.add(resource);
      else bare.set(resource, { found, by: [integration] });
    }
  }
  return [...bare.values()];
}

function isOnNode({ handler, resource }: AppFunction): boolean {
  return handler === undefined ? String(resource.runtime).startsWith('nodejs') : isNode(handler.runtime);
}

function warnOfBare(one: BareFunction): void {
  const [first] = one.by;
  if (first === undefined) return;
  warn(
    first.claim.scope,
    'withoutMiddleware',
    `the function ${pathOf(one.found)} answers ${namesOf(one.by)}, and is not given what withCors needs. ` +
      `If it uses withCors, ${lineFor(one)}. If it sets the headers of the verdict by itself, acknowledge this warning`,
  );
}

function warnOfUnknown({ name, claim, stack, uri }: JudgedIntegration): void {
  if (functionsIn(stack, uri).length > 0) return;
  warn(
    claim.scope,
    'unknownJudge',
    `${name}: the function behind it is not of this app, and nothing else judges its requests. It must use withCors, and needs ` +
      'the middlewareEnvironment of the allowlist and the right to read the table (grantRead)',
  );
}

function namesOf(by: readonly JudgedIntegration[]): string {
  const names = by.map(({ name }) => name);
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : '';
  return `${names.slice(0, MAX_NAMES).join(', ')}${more}`;
}

function pathOf({ handler, resource }: AppFunction): string {
  return (handler ?? resource).node.path;
}

/** The line that gives a function what it needs. */
function lineFor({ found: { handler }, by }: BareFunction): string {
  if (handler === undefined) {
    return 'set the middlewareEnvironment of the allowlist as its environment, and let its role read the table (grantRead)';
  }
  if (by.some(({ claim, place }) => makesCycle(handler, { api: place, table: claim.allowlist }))) {
    return (
      'name the table (tableName) and write in the stack of the function: ' +
      "CorsAllowlist.fromCorsAllowlistAttributes(this, 'Allowlist', { tableArn, endpoints }).grantMiddleware(fn)"
    );
  }
  return 'write allowlist.grantMiddleware(fn)';
}
