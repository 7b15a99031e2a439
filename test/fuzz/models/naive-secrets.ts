/**
 * Whether `Authorization` holds a client's password, as the most lenient server reads it: Node's own decoder skips what is
 * no digit, takes both alphabets, and stops at a padding, so that every run of digits is looked at.
 */
export function hasNaivePassword(authorization: string): boolean {
  const [, credentials] = /^basic[ \t]+(.*)$/is.exec(authorization) ?? [];
  if (credentials === undefined) return false;
  const digits = credentials.replace(/[^A-Za-z0-9+/_-]/g, '');
  const decoded = Buffer.from(digits, 'base64').toString('latin1');
  return /:./s.test(decoded);
}

const NAME = 'client_secret';

/** Whether a form, a query or what a lenient server takes for one has a value for the name. */
export function hasNaiveFormSecret(form: string): boolean {
  return form.split(/[&;]/).some((pair) => {
    const [name, value] = new URLSearchParams(pair.replace(/^\?/, '%3F')).entries().next().value ?? [];
    return name?.toLowerCase() === NAME && value !== '';
  });
}
