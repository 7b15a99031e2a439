import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Excluded } from '../../../excluded';
import { PREFLIGHT_METHOD } from '../../api/preflight';
import type { DeployedApi, DeployedApis, DeployedMethod } from '../../deployed/deployed-api';
import { SynthReading } from '../../deployed/synth-reading';
import { closedRoutes } from '../../policy/closed-routes';
import { DeployedTable } from '../../policy/deployed-table';
import { hasColon } from '../../policy/policy-warnings';
import { ConstructMark } from '../../synth/construct-mark';
import { warn } from '../../synth/warning';
import { claimsIn, type Claim } from './claim';
import { coveredMethods } from './covered-method';
import { documentRoutes } from './document-routes';
import {
  closedPaths,
  deadRules,
  openedPaths,
  type ClosedPath,
  type OpenedPath,
  type Route,
} from './table-difference';

/** More warnings than this say less than one. */
const MOST_WARNINGS = 10;

const compared = new ConstructMark<true>('compared');

/**
 * Compares the endpoint table of an allowlist with the routes that it judges, once all constructs and aspects are there. A difference
 * is a warning, because it can be meant.
 */
export function compareLater({ evaluator }: Claim): void {
  if (compared.get(evaluator) === true) return;
  compared.set(evaluator, true);
  const validate = (): string[] => {
    const table = DeployedTable.of(evaluator);
    const { apis } = SynthReading.of(evaluator);
    if (table !== undefined && apis !== undefined) compare(evaluator, table, apis);
    return [];
  };
  evaluator.node.addValidation({ validate });
}

function compare(evaluator: IFunction, table: DeployedTable, apis: DeployedApis): void {
  const { _rules: all, _document: own } = table.endpoints;
  const isPath = ({ path }: { readonly path: string }): boolean => !hasColon(path);
  const judged = judgedRoutes(evaluator, apis);
  warnOfClosed(table, closedPaths(all.filter(isPath), judged));
  warnOfOpened(table, openedPaths(all.filter(isPath), closedRoutes(table.scope), judged));
  if (hasOtherSeats(table, evaluator, apis)) return;
  const routes = apis.all.flatMap((api) => [...api.methods.map(routeOf), ...documentRoutes(api.api)]);
  for (const { path, match } of deadRules(own.rules.filter(isPath), routes.filter(isNoPreflight))) {
    warn(
      table.scope,
      `deadRule:${path}`,
      `no route is at ${JSON.stringify(path)}${match === 'prefix' ? ' or below it' : ''}, so this endpoint decides about nothing: take ` +
        'it out, write its path as the route has it, or acknowledge this',
    );
  }
}

/** The routes that pages can call if the table says so. */
function judgedRoutes(evaluator: IFunction, apis: DeployedApis): readonly Route[] {
  return [...claimsIn(SynthReading.of(evaluator))].flatMap(([place, claims]) => {
    const mine = claims.filter((claim) => claim.evaluator === evaluator);
    const api = apis.at(place);
    const methods = coveredMethods(api, mine)
      .filter(({ excludedAs, method }) => excludedAs !== Excluded.CLOSED && method.isPathKnown)
      .map(({ method }) => method);
    return [...methods, ...documented(api, mine)].filter(isNoPreflight);
  });
}

function documented(api: DeployedApi, claims: readonly Claim[]): readonly Route[] {
  const documents = claims.flatMap(({ document }) => document ?? []);
  return documentRoutes(api.api).filter(({ path }) => documents.some(({ covers }) => covers(path)));
}

/** A part that is known only at deployment can be any path. */
function routeOf({ httpMethod, path, isPathKnown }: DeployedMethod): Route {
  return { httpMethod, path: isPathKnown ? path : '/{any+}' };
}

function isNoPreflight({ httpMethod }: Route): boolean {
  return httpMethod !== PREFLIGHT_METHOD;
}

/** Whether the table also decides in functions that are behind something else, such as a function URL or an HTTP API. */
function hasOtherSeats(table: DeployedTable, evaluator: IFunction, apis: DeployedApis): boolean {
  const behind = apis.all.map(({ methods, api }) =>
    JSON.stringify([methods.map(({ integration }) => integration), api?.properties['Body']]),
  );
  return table.functions
    .filter((handler) => handler !== evaluator)
    .some(({ node }) => !behind.some((text) => text.includes(`${node.path}/`)));
}

function warnOfOpened({ scope }: DeployedTable, opened: readonly OpenedPath[]): void {
  for (const { closed, rule } of opened) {
    warn(
      scope,
      `openedRoute:${closed}:${rule.path}`,
      `${closed} is excluded as closed, and the endpoint ${JSON.stringify(rule.path)} opens a part of it, because it is more exact. ` +
        'Take the endpoint out, leave the route out of exclude, or acknowledge this',
    );
  }
}

function warnOfClosed({ scope }: DeployedTable, closed: readonly ClosedPath[]): void {
  if (closed.length > MOST_WARNINGS) {
    const names = closed.slice(0, MOST_WARNINGS).map(nameOf).join(', ');
    warn(
      scope,
      'closedRoutes',
      `${closed.length} paths are closed for every page, because no endpoint names them: ${names}, … Add ` +
        'endpoints for them, or use CorsEndpoints.fromRoutes(api), which opens every route to the allowlist',
    );
    return;
  }
  for (const one of closed) {
    const endpoint = `CorsEndpoint.allowlist(${JSON.stringify(one.path)})`;
    const mend =
      one.misspelt === undefined
        ? `Add ${endpoint} to the endpoints`
        : `Write ${JSON.stringify(one.path)} in place of ${JSON.stringify(one.misspelt.path)}`;
    warn(
      scope,
      `closedRoute:${one.path}`,
      `${nameOf(one)} is closed for every page, because no endpoint names it. ${mend}, or ` +
        `CorsEndpoint.closed(${JSON.stringify(one.path)}) if no page may call it`,
    );
  }
}

function nameOf({ methods, path }: ClosedPath): string {
  return `${methods.join(', ')} ${path}`;
}
