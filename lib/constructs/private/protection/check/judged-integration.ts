import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { PREFLIGHT_METHOD } from '../../api/preflight';
import type { DeployedApi } from '../../deployed/deployed-api';
import { membersOf } from '../../deployed/deployed-resource';
import { INTEGRATION } from '../document/document';
import { isOperation, isPreflight, operationName } from '../document/operation';
import type { Judge } from '../protected-method';
import type { Claim } from './claim';
import { coveredMethods, nameOf } from './covered-method';
import { judgeAt } from './method-issues';

/** An integration of a judged method, of constructs or in a document, as CloudFormation will see it. */
export interface JudgedIntegration {
  /** As people call it: `GET /orders`. */
  readonly name: string;
  /** Of its resource. */
  readonly path: string;
  readonly claim: Claim;
  readonly judge: Judge;
  readonly stack: Stack;
  /** In the stack of the API. */
  readonly place: IConstruct;
  readonly type: string;
  readonly transferMode: unknown;
  readonly uri: unknown;
  /** Whether the method has an authorizer of its own. */
  readonly isKept: boolean;
}

/** The integrations behind the judged methods of an API, without those that are excluded. */
export function judgedIntegrations(api: DeployedApi, claims: readonly Claim[]): readonly JudgedIntegration[] {
  return [...ofMethods(api, claims), ...ofDocument(api, claims)];
}

function ofMethods(api: DeployedApi, claims: readonly Claim[]): readonly JudgedIntegration[] {
  return coveredMethods(api, claims).flatMap((covered) => {
    const { method, claims: covering, excludedAs } = covered;
    const [claim] = covering;
    const { stack, construct, integration, httpMethod } = method;
    const judge = judgeAt(covered);
    const isOut = excludedAs !== undefined || httpMethod === PREFLIGHT_METHOD;
    if (claim === undefined || judge === undefined || isOut) return [];
    const type = String(integration['Type']).toUpperCase();
    return [
      {
        name: nameOf(method),
        path: method.path,
        claim,
        judge,
        stack,
        place: construct,
        type,
        transferMode: integration['ResponseTransferMode'],
        uri: integration['Uri'],
        isKept: method.authorizationType !== 'NONE',
      },
    ];
  });
}

function ofDocument({ api }: DeployedApi, claims: readonly Claim[]): readonly JudgedIntegration[] {
  if (api === undefined) return [];
  const { stack, construct: place, properties } = api;
  const paths = Object.entries(membersOf(membersOf(properties['Body'])['paths']));
  return claims.flatMap((claim) => {
    const { document } = claim;
    if (document === undefined) return [];
    return paths
      .filter(([path]) => document.covers(path))
      .flatMap(([path, item]) => Object.entries(membersOf(item)).map((one) => [path, ...one] as const))
      .filter(
        ([path, key]) => isOperation(key) && !isPreflight(key) && document.excluded(path, key) === undefined,
      )
      .flatMap(([path, key, operation]): readonly JudgedIntegration[] => {
        const {
          uri,
          type,
          responseTransferMode: transferMode,
        } = membersOf(membersOf(operation)[INTEGRATION]);
        const name = operationName(path, key);
        const judge = document.judges.has(name) ? 'middleware' : 'authorizer';
        const kind = { type: String(type).toUpperCase(), transferMode, uri };
        // How security is written has been checked with the document, which has not changed since then.
        return [{ name, path, claim, judge, stack, place, isKept: false, ...kind }];
      });
  });
}
