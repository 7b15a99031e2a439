import { ResourceBase, RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { Excluded } from '../../../excluded';
import type { ICorsAllowlist } from '../../../i-cors-allowlist';
import { keepDeployed } from '../../api/deployments';
import { resourcePlace, type DeployedMethod } from '../../deployed/deployed-api';
import type { Place } from '../../deployed/place';
import { SynthReading } from '../../deployed/synth-reading';
import type { ProtectedPart } from '../../policy/protected-part';
import { ConstructMark } from '../../synth/construct-mark';

/** That an API, or a part of it, is to be judged; what the check holds against what CloudFormation will see. */
export interface Claim extends ProtectedPart {
  /** The construct that errors and warnings are put on. */
  readonly scope: IConstruct;
  /** Path of the construct that the API was named by. */
  readonly name: string;
  readonly evaluator: IFunction;
  /** The allowlist that judges, in the stack of its table. */
  readonly allowlist: IConstruct & ICorsAllowlist;
  /** Whether methods with an authorizer of their own keep it. */
  readonly keepAuthorizers: boolean;
  /** Whether functions behind the authorizer that lack what `withCors` needs are warned of here, and not by the construct itself. */
  readonly warnsOfFunctions: boolean;
  /** Types of gateway responses that must be there. */
  readonly gatewayResponses: readonly string[];
  /** Whether it is about the whole API. */
  readonly isWhole: boolean;
  /** The path for which a check of tokens was said; undefined where none was. */
  readonly tokensAt?: string;
  /** The protected document that the API is made from. */
  readonly document?: ProtectedApiDocument;
}

/** A document as it was protected, and the paths of it that are. */
export interface ProtectedApiDocument {
  readonly definition: unknown;
  readonly covers: (path: string) => boolean;
  /** How an operation is left out; undefined where it is protected. */
  readonly excluded: (path: string, key: string) => Excluded | undefined;
  /** Names of the operations that `withCors` judges in their functions. */
  readonly judges: ReadonlySet<string>;
}

const claims = new ConstructMark<Claim[]>('claims');

/** The claims in a part of the app, for each API, in the order in which they were made. */
export function claimsIn({ scope }: SynthReading): ReadonlyMap<Place, readonly Claim[]> {
  const byApi = new Map<Place, Claim[]>();
  for (const claim of claims.get(scope) ?? []) byApi.set(claim.api, [...(byApi.get(claim.api) ?? []), claim]);
  return byApi;
}

/** Adds a claim, and keeps the deployments of its API up to date. @returns whether its scope has none yet */
export function addClaim(claim: Claim): boolean {
  const { scope } = SynthReading.of(claim.scope);
  const known = claims.get(scope) ?? [];
  const isFirst = !known.some((one) => one.scope === claim.scope);
  claims.set(scope, [...known, claim]);
  keepDeployed(claim.scope, claim.api);
  return isFirst;
}

/** Whether a method belongs to a target of `protect`: an API, or a resource with those below it. */
export function coverageOf(target: IConstruct): (method: DeployedMethod) => boolean {
  if (target instanceof RestApiBase) return () => true;
  const place = target instanceof ResourceBase ? resourcePlace(target) : undefined;
  return ({ construct, places }) =>
    construct.node.scopes.includes(target) || (place !== undefined && places.includes(place));
}
