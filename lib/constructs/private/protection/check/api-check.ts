import { DeployedApis, type DeployedApi } from '../../deployed/deployed-api';
import type { Place } from '../../deployed/place';
import { SynthReading } from '../../deployed/synth-reading';
import { issueText, type SynthIssue } from '../../synth/synth-error';
import { warnOfApi, warnOfUnknown } from './api-warnings';
import { authorizerIssues } from './authorizer-issues';
import { addClaim, claimsIn, type Claim } from './claim';
import { conditionIssues } from './condition-issues';
import { deploymentIssues } from './deployment-issues';
import { documentIssues } from './document-check';
import { methodIssues } from './method-issues';
import { warnOfTemplates } from './external-templates';
import { middlewareIssues, warnOfFunctions } from './middleware-issues';
import { observeIssues } from './observe-issues';
import { preflightIssues } from './preflight-issues';
import { responseIssues } from './response-issues';
import { compareLater } from './table-comparison';
import { stageIssues } from './stage-issues';
import { tokenPathIssues } from './token-path-issues';

/**
 * Checks, once all constructs and aspects are there, that CloudFormation will see an API as it was protected: what other constructs,
 * overrides, aspects, nested stacks or templates add or change is an error that names it.
 *
 * By a validation of the tree, which stops a build in every language; a plugin does not.
 */
export function checkLater(claim: Claim): void {
  compareLater(claim);
  if (!addClaim(claim)) return;
  claim.scope.node.addValidation({ validate: () => issuesFor(claim.scope).map(issueText) });
}

/** The faults of the APIs whose first claim is of this scope. */
function issuesFor(scope: Claim['scope']): readonly SynthIssue[] {
  const reading = SynthReading.of(scope);
  const { apis } = reading;
  const mine = [...claimsIn(reading)].filter(([, [first]]) => first?.scope === scope);
  if (apis === undefined || mine.length === 0) return [];
  // Their dependencies are known only now.
  const deployments = new DeployedApis(reading.scope, 'final', (type) => type === 'Deployment');
  for (const [place, claims] of mine) {
    warnOfApi(apis.at(place), claims);
    warnOfFunctions(apis.at(place), claims);
    warnOfTemplates(reading.scope, place, claims);
    for (const claim of claims.slice(0, 1)) warnOfUnknown(apis, claim);
  }
  return mine.flatMap(([place, claims]) => apiIssues(apisAt(apis, deployments, place), claims));
}

function apisAt(apis: DeployedApis, deployments: DeployedApis, place: Place): DeployedApi {
  return { ...apis.at(place), deployments: deployments.at(place).deployments };
}

function apiIssues(api: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  return [
    ...methodIssues(api, claims),
    ...middlewareIssues(api, claims),
    ...preflightIssues(api, claims),
    ...authorizerIssues(api),
    ...conditionIssues(api),
    ...responseIssues(api, claims),
    ...documentIssues(api, claims),
    ...stageIssues(api, claims),
    ...observeIssues(api, claims),
    ...tokenPathIssues(api, claims),
    ...deploymentIssues(api, claims),
  ];
}
