import type { ResourceProperties } from '../../assembly/resource-properties';

const BEFORE_ARN = ':lambda:path/2015-03-31/functions/';
const AFTER_ARN = '/invocations';
const STAGE_VARIABLE = /\$\{stageVariables\.[^}]*\}/;

/**
 * The function that an invocation URI leads to,
 * `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION_ARN/invocations`.
 *
 * @throws UnsupportedTemplateError for any other form, such as the one for response streaming
 */
export function functionArnOf(properties: ResourceProperties, name: string): string {
  const uri = properties.string(name);
  if (!isFunctionUri(uri)) {
    throw properties.unsupported(name, `${uri} is not a buffered invocation of a Lambda function`);
  }
  if (STAGE_VARIABLE.test(uri)) {
    throw properties.unsupported(name, 'names its function by a stage variable, which is not followed here');
  }
  return uri.slice(uri.indexOf(BEFORE_ARN) + BEFORE_ARN.length, -AFTER_ARN.length);
}

export function isFunctionUri(uri: string): boolean {
  return uri.includes(BEFORE_ARN) && uri.endsWith(AFTER_ARN);
}
