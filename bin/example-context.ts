import type { ExampleStackProps } from './example-stack';

/** Choices of the example app in the context of the command line (`-c name=value`). */
type Context = (name: string) => unknown;

/**
 * Reads the context of the example app.
 *
 * @throws Error for a value that cannot be, and for one without the other that it needs
 */
export function exampleProps(context: Context): ExampleStackProps {
  const oauthUpstream = textOf(context, 'oauthUpstream');
  const site = siteOf(context);
  return {
    adminAuth: adminAuthOf(context),
    ...(oauthUpstream === undefined ? {} : { oauthUpstream }),
    ...(site === undefined ? {} : { site }),
  };
}

function adminAuthOf(context: Context): 'iam' | 'cognito' {
  const value = textOf(context, 'adminAuth') ?? 'iam';
  if (value === 'iam' || value === 'cognito') return value;
  throw new Error(`context adminAuth is ${JSON.stringify(value)}: iam or cognito (fix: -c adminAuth=iam)`);
}

function siteOf(context: Context): ExampleStackProps['site'] {
  const domainName = textOf(context, 'siteHost');
  const certificateArn = textOf(context, 'siteCertificateArn');
  if (domainName !== undefined && certificateArn !== undefined) return { domainName, certificateArn };
  if (domainName === undefined && certificateArn === undefined) return undefined;
  throw new Error('context siteHost and siteCertificateArn need each other (fix: give both, or none)');
}

function textOf(context: Context, name: string): string | undefined {
  const value = context(name);
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new Error(`context ${name} is ${JSON.stringify(value)}: text (fix: -c ${name}=VALUE)`);
}
