import type { ServedAddresses } from './served-stacks';

/** Text for a person: what is served, what is otherwise than on AWS, and what to try next. */
export function serveGuide(
  { gateway, admin, console, apis, custom, example, keys }: ServedAddresses,
  awsCredentials: boolean,
  notes: readonly string[],
): string {
  const width = Math.max('console'.length, ...apis.map(({ name }) => name.length));
  const lines = [
    '',
    ...apis.map(
      ({ name, stack, stage, url }) => `  ${name.padEnd(width)}  ${url}  (${stack}, stage ${stage})`,
    ),
    ...(console === undefined ? [] : [`  ${'console'.padEnd(width)}  ${console}`]),
    ...custom.map((url) => `  ${' '.repeat(width)}  ${url}`),
    '',
    awsCredentials
      ? '  Functions use the AWS credentials of this terminal. What they call is real, but DynamoDB, which is local.'
      : '  Functions have dummy credentials and no AWS_ variable of this terminal (--aws-credentials changes that).',
    ...keys.map(({ id, value }) => `  API key ${id}: ${value}`),
    ...notes.map((note) => `  note: ${note}`),
  ];
  if (admin !== undefined && gateway !== undefined) {
    const [key] = keys;
    const keyed = key === undefined ? '' : ` -H 'x-api-key: ${key.value}'`;
    lines.push(
      '',
      '  Try:',
      '    # refused, and the backend is not called',
      `    curl -i ${gateway}${example}${keyed} -H 'Origin: https://new.example.com'`,
      '    # list the origin; it is let in within ten seconds',
      `    curl -i ${admin}/cors/v1/allowlist -H 'Content-Type: application/json' -d '{"pattern":"https://new.example.com"}'`,
      '    # the whole list',
      `    curl -s ${admin}/cors/v1/allowlist`,
    );
  }
  return `${lines.join('\n')}\n`;
}
