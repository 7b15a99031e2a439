import { valueSource, type RequestValues } from './value-source';

/** `$context.a.b`, `${context.a.b}`, `$stageVariables.a`, `$method.request.header.A`. */
const NAME = '(?:context|stageVariables|method\\.request)(?:\\.[A-Za-z0-9_-]+)+';
const VARIABLE = new RegExp(`\\$(?:\\{(${NAME})\\}|(${NAME}))`, 'g');

/**
 * A template with its variables replaced by their values. This is all that API Gateway does for gateway responses and
 * access logs: no directives, no functions, no escaping.
 *
 * @param absent the text for a variable without a value
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function fillTemplate(template: string, values: RequestValues, absent: string): string {
  return template.replace(VARIABLE, (_match, braced: string | undefined, bare: string | undefined) => {
    return valueSource(braced ?? bare ?? '')?.(values) ?? absent;
  });
}
