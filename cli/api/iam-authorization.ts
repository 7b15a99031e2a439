import { CommandError } from '../terminal/command-error';
import { EXIT } from '../terminal/exit-code';
import { regionOf } from './admin-url';
import type { Authorization } from './authorization';
import { sendHttp, type HttpRequest } from './http';
import type { IamSigner } from './iam-signer';

/**
 * Signs each call with the AWS credentials of the caller (Signature Version 4).
 *
 * @throws CommandError where nobody says the region
 */
export function iamAuthorization(
  url: string,
  regionOption: string | undefined,
  environment: NodeJS.ProcessEnv,
): Authorization {
  const region =
    regionOption ?? regionOf(url) ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  if (region === undefined) {
    throw new CommandError(
      EXIT.invalid,
      'no_region',
      `The host of ${url} does not name its region.`,
      'give --region, or set AWS_REGION',
    );
  }
  let signer: Promise<IamSigner> | undefined;
  const sign = async (request: HttpRequest, service: string): Promise<Readonly<Record<string, string>>> => {
    signer ??= import('./iam-signer').then(({ createSigner }) => createSigner(region));
    try {
      return await (await signer).sign(request, service);
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/\.?$/, '.') : '';
      throw new CommandError(
        EXIT.notPermitted,
        'no_credentials',
        `There are no AWS credentials to sign with: ${why}`,
        'set AWS_PROFILE or AWS_ACCESS_KEY_ID, or sign in with "aws login" or "aws sso login"',
      );
    }
  };
  return {
    kind: 'iam',
    headersFor: (request) => sign(request, 'execute-api'),
    describe: async () => ({ ...(await identity(sign, region, environment)), region }),
  };
}

/** Who the credentials belong to, by AWS's own word. */
async function identity(
  sign: (request: HttpRequest, service: string) => Promise<Readonly<Record<string, string>>>,
  region: string,
  environment: NodeJS.ProcessEnv,
): Promise<Readonly<Record<string, string>>> {
  const endpoint =
    environment['AWS_ENDPOINT_URL_STS'] ??
    environment['AWS_ENDPOINT_URL'] ??
    `https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  const request: HttpRequest = {
    method: 'POST',
    url: new URL(`${endpoint.replace(/\/$/, '')}/`),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  };
  const headers = await sign(request, 'sts');
  const answer = await sendHttp({ ...request, headers }).catch(() => undefined);
  const arn = /<Arn>([^<]+)<\/Arn>/.exec(answer?.body.toString('utf8') ?? '')?.[1];
  return arn === undefined ? { name: 'unknown' } : { name: arn };
}
