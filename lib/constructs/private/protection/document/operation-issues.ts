import { documentIntegrationOf } from '../answers/integration';
import { answerIssues, isMapped } from '../answers/answer-issues';
import { middlewareIssues } from '../middleware-judge';
import type { Judge } from '../protected-method';
import { authorizerIssue, excludedAuthorizerIssue } from '../protection-issues';
import type { SynthIssue } from '../../synth/synth-error';
import { branchesOf } from './branch';
import { AUTHORIZER_EXTENSION, INTEGRATION, membersOf, objectOf, type JsonObject } from './document';
import { isOpen, kindOf, namesIn, ownAuthorizer } from './security';
import { writtenOut } from './operation';

/** An operation of a protected path, and how it is treated. */
export interface JudgedOperation {
  readonly name: string;
  readonly operation: JsonObject;
  readonly schemes: JsonObject;
  readonly keepAuthorizers: boolean;
  readonly judge: Judge;
  /** Whether it is excluded, so that nobody adds headers. */
  readonly isExcluded: boolean;
}

/** Everything that keeps an operation from being protected. */
export function operationIssues(judged: JudgedOperation): readonly SynthIssue[] {
  const { name, operation, schemes, keepAuthorizers, isExcluded } = judged;
  const own = ownAuthorizer(operation, schemes);
  const issueOf = isExcluded ? excludedAuthorizerIssue : authorizerIssue;
  if (operation['isDefaultRoute'] !== undefined) return [defaultRouteIssue(name)];
  return [
    ...schemeIssues(name, operation['security'], schemes),
    ...(own === undefined || (keepAuthorizers && !isExcluded) ? [] : [issueOf(name, own)]),
    ...integrationIssues(judged),
  ];
}

function defaultRouteIssue(name: string): SynthIssue {
  const rule = 'only HTTP APIs have a default route, and API Gateway does not import it into a REST API';
  const fix = 'write it as x-amazon-apigateway-any-method at / and at /{proxy+}';
  return { prop: `isDefaultRoute of ${name}`, value: true, rule, fix };
}

/** Schemes that API Gateway would not find, or not take. */
export function schemeIssues(place: string, security: unknown, schemes: JsonObject): readonly SynthIssue[] {
  return [...new Set(branchesOf(security).flatMap(namesIn))].flatMap((scheme): readonly SynthIssue[] => {
    const prop = `security of ${place}`;
    if (kindOf(scheme, schemes) === 'undeclared') {
      const rule = 'the document declares no security scheme of this name';
      const fix =
        'declare it, or take it out; where another tool adds it, protect what that tool has written';
      return [{ prop, value: scheme, rule, fix }];
    }
    const type = membersOf(membersOf(schemes[scheme])[AUTHORIZER_EXTENSION])['type'];
    if (type !== 'jwt') return [];
    const rule =
      'only HTTP APIs have an authorizer of the type jwt, and API Gateway does not import it into a REST API';
    return [{ prop, value: scheme, rule, fix: 'take it out, or check the token in the function' }];
  });
}

function integrationIssues(judged: JudgedOperation): readonly SynthIssue[] {
  const { name, operation } = judged;
  const prop = `${INTEGRATION} of ${name}`;
  return branchesOf(operation[INTEGRATION]).flatMap((branch): readonly SynthIssue[] => {
    if (branch === undefined) {
      const rule = 'the operation must have an integration';
      return [{ prop, value: 'missing', rule, fix: 'give the operation its integration' }];
    }
    const members = writtenOut(branch);
    if (members === undefined) {
      const rule = 'must be written out, because its type decides who sets the CORS headers';
      return [
        { prop, value: branch, rule, fix: 'write it at the operation, without $ref and Fn::Transform' },
      ];
    }
    const foreign = httpApiIssues(name, members);
    return foreign.length > 0 ? foreign : branchIssues(judged, members);
  });
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
function httpApiIssues(name: string, members: JsonObject): readonly SynthIssue[] {
  const { integrationSubtype, payloadFormatVersion } = members;
  const isHttpApi = integrationSubtype !== undefined || Number(payloadFormatVersion) === 2;
  if (!isHttpApi) return [];
  const member = integrationSubtype === undefined ? 'payloadFormatVersion' : 'integrationSubtype';
  const rule = 'only HTTP APIs have such an integration, and API Gateway does not import it into a REST API';
  const fix =
    'write it as a REST API has it: aws_proxy with the URI of a function, or aws with the action of the service';
  return [{ prop: `${member} of ${name}`, value: members[member], rule, fix }];
}

function branchIssues(judged: JudgedOperation, members: JsonObject): readonly SynthIssue[] {
  const { name, operation, schemes, judge, isExcluded } = judged;
  if (isExcluded) return [];
  const integration = documentIntegrationOf(members);
  if (judge === 'middleware') {
    // The functions are known once the API is there.
    return middlewareIssues(name, integration, [], !isOpen(operation, schemes));
  }
  const issues = answerIssues(name, integration);
  if (issues.length > 0 || !isMapped(integration)) return issues;
  return integration.answers.flatMap((one) =>
    one === undefined ? [] : responseIssues(name, operation, one.status),
  );
}

/** A response of the operation that cannot declare a header. */
function responseIssues(name: string, operation: JsonObject, status: string): readonly SynthIssue[] {
  const responses = operation['responses'];
  const response = objectOf(responses)?.[status];
  const isWritten =
    responses === undefined ||
    (writtenOut(responses) !== undefined && (response === undefined || writtenOut(response) !== undefined));
  if (isWritten) return [];
  const rule = 'must be written out, because it declares the headers of the verdict';
  const fix = 'write it at the operation, without $ref and intrinsic functions';
  return [{ prop: `the response ${status} of ${name}`, value: response ?? responses, rule, fix }];
}
