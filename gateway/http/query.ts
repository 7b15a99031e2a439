/**
 * Query parameters by name, each with its values in order, decoded as API Gateway does for a Lambda function.
 * `;` separates like `&`; an escape that cannot be decoded stays as it came.
 *
 * @param query the part of the target after `?`
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function queryParameters(query: string): Record<string, string[]> {
  const parameters = Object.create(null) as Record<string, string[]>;
  for (const part of query.split(/[&;]/).filter((candidate) => candidate !== '')) {
    const equals = part.indexOf('=');
    const name = decodeQuery(equals < 0 ? part : part.slice(0, equals));
    (parameters[name] ??= []).push(equals < 0 ? '' : decodeQuery(part.slice(equals + 1)));
  }
  return parameters;
}

function decodeQuery(text: string): string {
  return decodeEscapes(text.replaceAll('+', ' '));
}

/** Percent-decoding. A text with an escape that cannot be decoded stays as it is. */
export function decodeEscapes(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
