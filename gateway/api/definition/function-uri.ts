import type { ResourceProperties } from '../../assembly/resource-properties';

const BEFORE_ARN = ':lambda:path/2015-03-31/functions/';
const AFTER_ARN = '/invocations';

/**
 * The function that an invocation URI leads to,
 * `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION_ARN/invocations`.
 *
 * @throws UnsupportedTemplateError for any other form, such as the one for response streaming
 */
export function functionArnOf(properties: ResourceProperties, name: string): string {
  const uri = properties.string(name);
  const start = uri.indexOf(BEFORE_ARN);
  if (start < 0 || !uri.endsWith(AFTER_ARN)) {
    throw properties.unsupported(name, `${uri} is not a buffered invocation of a Lambda function`);
  }
  return uri.slice(start + BEFORE_ARN.length, -AFTER_ARN.length);
}
