/**
 * Whether a body of this type is binary by an API's `binaryMediaTypes`. `*` + `/*` covers every body, also one
 * without a type.
 *
 * @param header value of `Content-Type`, or of `Accept`, of which only the first type counts
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function matchesMediaType(binaryMediaTypes: readonly string[], header: string | undefined): boolean {
  if (binaryMediaTypes.includes('*/*')) return true;
  const type = header?.split(',')[0]?.split(';')[0]?.trim().toLowerCase() ?? '';
  return binaryMediaTypes.some((candidate) => candidate.toLowerCase() === type);
}
