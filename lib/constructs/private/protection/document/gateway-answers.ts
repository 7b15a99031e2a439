import { verdictAnswers } from '../../api/gateway-responses';
import type { GatewayAnswer } from '../../api/problem-responses';
import {
  ACCESS_DENIED,
  CHALLENGE_HEADERS,
  GATEWAY_ANSWER,
  UNJUDGED_ANSWER,
  verdictMappings,
  type AnswerKind,
} from '../../api/verdict-mappings';
import { responseIssue } from '../protection-issues';
import type { SynthIssue } from '../../synth/synth-error';
import { branchesOf, mapBranches } from './branch';
import { membersOf, RESPONSES, type JsonObject } from './document';
import { writtenOut } from './operation';

const PARAMETERS = 'responseParameters';
const TYPE = /^[A-Z0-9_]+$/;

/** Gateway responses of a document that let origins in without a verdict, or cannot be looked into. */
export function gatewayAnswerIssues(document: JsonObject): readonly SynthIssue[] {
  return branchesOf(document[RESPONSES]).flatMap((branch) => {
    if (branch === undefined) return [];
    const responses = writtenOut(branch);
    if (responses === undefined) return [unwrittenIssue(`definition.${RESPONSES}`, branch)];
    return Object.entries(responses).flatMap(([type, response]) =>
      branchesOf(response).flatMap((one) => oneIssues(type, one)),
    );
  });
}

function oneIssues(type: string, response: unknown): readonly SynthIssue[] {
  const place = `gateway response ${type}`;
  if (!TYPE.test(type)) {
    const rule = 'must be a type of gateway response';
    return [{ prop: place, value: type, rule, fix: 'name it as in DEFAULT_4XX' }];
  }
  if (response === undefined) return [];
  const members = writtenOut(response);
  if (members === undefined) return [unwrittenIssue(place, response)];
  return branchesOf(members[PARAMETERS]).flatMap((branch) => {
    if (branch === undefined) return [];
    const parameters = writtenOut(branch);
    return parameters === undefined ? [unwrittenIssue(place, branch)] : responseIssue(type, parameters);
  });
}

function unwrittenIssue(prop: string, value: unknown): SynthIssue {
  const rule = 'must be written out, because an origin could read an error that comes before its verdict';
  return {
    prop,
    value,
    rule,
    fix: 'write its headers out, without $ref, Fn::Transform and values of the deployment',
  };
}

/**
 * The gateway responses of a protected document. Its own stay, with the headers of the verdict where they set none.
 *
 * @param isJudge whether our authorizer judges an operation, so that there is a verdict
 * @param isOnlyJudge whether nothing else can deny a request
 * @param isChecked whether tokens are checked
 */
export function gatewayAnswers(
  document: JsonObject,
  isJudge: boolean,
  isOnlyJudge: boolean,
  isChecked: boolean,
): unknown {
  const kind = isJudge ? GATEWAY_ANSWER : UNJUDGED_ANSWER;
  const denied = { ...kind, headers: { ...kind.headers, ...CHALLENGE_HEADERS } };
  const kindOf = (type: string): AnswerKind =>
    isJudge && isChecked && type === ACCESS_DENIED ? denied : kind;
  const ours = [...verdictAnswers(isOnlyJudge, kind)].map(([type, answer]): [string, unknown] => [
    type,
    withVerdictHeaders(written(answer), kindOf(type)),
  ]);
  return mapBranches(document[RESPONSES], (branch) => {
    const theirs = Object.entries(membersOf(branch)).map(([type, response]): [string, unknown] => [
      type,
      // A branch that leaves the response out leaves the place to ours.
      mapBranches(response, (one) =>
        one === undefined ? Object.fromEntries(ours)[type] : withVerdictHeaders(membersOf(one), kindOf(type)),
      ),
    ]);
    return Object.fromEntries([...ours, ...theirs]);
  });
}

function withVerdictHeaders(response: JsonObject, kind: AnswerKind): JsonObject {
  const parameters = mapBranches(response[PARAMETERS], (branch) => {
    const members = membersOf(branch);
    return { ...members, ...verdictMappings(kind, members) };
  });
  return { ...response, [PARAMETERS]: parameters };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html */
function written({ headers, templates, ...status }: GatewayAnswer): JsonObject {
  const parameters = Object.entries(headers).map(([name, value]) => [
    `${GATEWAY_ANSWER.prefix}${name}`,
    value,
  ]);
  return {
    ...status,
    [PARAMETERS]: Object.fromEntries(parameters) as JsonObject,
    responseTemplates: templates,
  };
}
