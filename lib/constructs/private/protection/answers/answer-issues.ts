import { CONTEXT_ALLOW_ORIGIN, CONTEXT_HEADERS } from '../../../../contract';
import { INTEGRATION_ANSWER, mappingIssues } from '../../api/verdict-mappings';
import type { SynthIssue } from '../../synth/synth-error';
import type { DeclaredAnswer, Integration } from './integration';

/** Integrations whose answers API Gateway maps. */
const MAPPED = ['AWS', 'HTTP', 'MOCK'];

/** The values that hand a verdict on to a backend, which must set the headers by itself. */
const HANDED_ON = [CONTEXT_HEADERS, CONTEXT_ALLOW_ORIGIN].map((key) => `context.authorizer.${key}`);

/** A template that writes a header of a verdict by itself. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html */
const OVERRIDE = /responseOverride.{0,40}access-control-allow-(?:origin|credentials)/i;

/** Whether API Gateway can give the answers of an integration the headers of a verdict. */
export function isMapped({ type }: Integration): boolean {
  return type !== undefined && MAPPED.includes(type);
}

/** Whether an integration hands the verdict on to a backend whose answers API Gateway does not change. */
export function handsOn({ type, requestMappings }: Integration): boolean {
  return (
    type === 'HTTP_PROXY' && Object.values(requestMappings).some((value) => HANDED_ON.includes(String(value)))
  );
}

/**
 * Everything that keeps the answers of a judged integration from having the headers of its verdict, and no others.
 *
 * @param name the method or operation, as people call it
 */
export function answerIssues(name: string, integration: Integration): readonly SynthIssue[] {
  const { type, answers } = integration;
  if (isMapped(integration))
    return [...streamIssues(name, integration), ...answers.flatMap((one) => declaredIssues(name, one))];
  if (type === 'AWS_PROXY') return streamIssues(name, integration);
  if (type !== 'HTTP_PROXY') return [typeIssue(name, type)];
  return [...streamIssues(name, integration), ...(handsOn(integration) ? [] : [proxyIssue(name)])];
}

function streamIssues(name: string, { transferMode }: Integration): readonly SynthIssue[] {
  if (transferMode === undefined || transferMode === 'BUFFERED') return [];
  const rule =
    'answers that are streamed cannot have the headers of a verdict yet, because withCors does not wrap such functions';
  const fix = 'leave it out (BUFFERED), or exclude the method as WITHOUT_HEADERS or UNTOUCHED';
  return [{ prop: `responseTransferMode of ${name}`, value: transferMode, rule, fix }];
}

function declaredIssues(name: string, answer: DeclaredAnswer | undefined): readonly SynthIssue[] {
  if (answer === undefined) {
    const rule = 'must be written out, because the headers of the verdict are mapped into each';
    const fix = 'list the responses without intrinsic functions, or exclude the method';
    return [{ prop: `integration responses of ${name}`, value: 'not known here', rule, fix }];
  }
  const place = `the integration response ${answer.status} of ${name}`;
  return [
    ...mappingIssues(place, INTEGRATION_ANSWER, answer.mappings),
    ...templateIssues(place, answer.templates),
  ];
}

function templateIssues(place: string, templates: unknown): readonly SynthIssue[] {
  const found = OVERRIDE.exec(JSON.stringify(templates ?? ''));
  if (found === null) return [];
  const rule = 'an origin could read the answer without a verdict that allows it';
  return [
    {
      prop: `a template of ${place}`,
      value: found[0],
      rule,
      fix: 'take this override out: the header comes from the verdict',
    },
  ];
}

function proxyIssue(name: string): SynthIssue {
  return {
    prop: name,
    value: 'HTTP_PROXY',
    rule: 'API Gateway passes the answer of an HTTP proxy on as it is, so nothing can add the CORS headers',
    fix:
      'say proxy: false and declare integration responses; or put CorsGateway with CorsBackend.http() in front of the server ' +
      '(evaluator.vpc reaches a private one); or exclude the method; or hand the verdict to the server by the request mapping ' +
      `"integration.request.header.X-Cors-Headers": "context.authorizer.${CONTEXT_HEADERS}", so that it sets the headers itself`,
  };
}

function typeIssue(name: string, type: string | undefined): SynthIssue {
  return {
    prop: name,
    value: type,
    rule: 'the type of the integration must be known, because it decides who sets the CORS headers',
    fix: 'write it as AWS_PROXY, AWS, HTTP or MOCK, or exclude the method',
  };
}
