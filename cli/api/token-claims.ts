/** The name and the groups in a token, for a person to read; nothing is decided by them. */
export function claimsOf(token: string): Readonly<Record<string, string | readonly string[]>> {
  const claims = payloadOf(token);
  const name = claims['cognito:username'] ?? claims['username'] ?? claims['client_id'] ?? claims['sub'];
  const groups = claims['cognito:groups'];
  return {
    name: typeof name === 'string' ? name : 'unknown',
    ...(Array.isArray(groups) ? { groups: groups.map(String) } : {}),
    ...(typeof claims['scope'] === 'string' ? { scopes: claims['scope'].split(' ') } : {}),
  };
}

function payloadOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const [, payload = ''] = token.split('.');
    const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
