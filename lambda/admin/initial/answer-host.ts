import { isLoopbackHost } from '../../../lib/core';

/** Environment variables by name, as in `process.env`. */
type Environment = Readonly<Record<string, string | undefined>>;

/** CloudFormation's buckets for answers; the name ends with the region. */
const BUCKET = 'cloudformation-custom-resource-response-';

/** Domains of AWS by the beginning of a region; all others are in amazonaws.com. */
const DOMAINS: Readonly<Record<string, string>> = {
  'cn-': 'amazonaws.com.cn',
  'eu-isoe-': 'cloud.adc-e.uk',
  'eusc-': 'amazonaws.eu',
  'us-iso-': 'c2s.ic.gov',
  'us-isob-': 'sc2s.sgov.gov',
  'us-isof-': 'csp.hci.ic.gov',
};

/**
 * Whether an answer may go to the URL: whoever may invoke the function chooses it. Answers go to CloudFormation's buckets
 * in the partition of this function, or to the S3 that the environment names, which only its deployer can do: emulators and
 * the local gateway set the variables of the AWS SDKs.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function isAnswerUrl(url: string, environment: Environment = process.env): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  const { AWS_ENDPOINT_URL_S3: s3, AWS_ENDPOINT_URL: all, AWS_REGION: region = '' } = environment;
  if (isOfCloudFormation(parsed, region)) return true;
  return [s3, all].some((endpoint) => {
    const named = endpoint === undefined ? null : URL.parse(endpoint);
    return named !== null && isSameServer(parsed, named);
  });
}

function isOfCloudFormation({ protocol, port, hostname }: URL, region: string): boolean {
  const [, domain = 'amazonaws.com'] =
    Object.entries(DOMAINS).find(([start]) => region.startsWith(start)) ?? [];
  if (protocol !== 'https:' || port !== '' || !hostname.startsWith(BUCKET)) return false;
  if (!hostname.endsWith(`.${domain}`)) return false;
  // A label for the bucket, then S3's with the region in it, behind it, or not at all.
  return /^[a-z0-9-]+\.s3(?:[.-][a-z]+(?:-[a-z]+)+-[0-9]+)?$/.test(hostname.slice(0, -domain.length - 1));
}

/** Emulators name themselves `localhost` in one place and by address in another. */
function isSameServer(a: URL, b: URL): boolean {
  if (a.origin === b.origin) return a.origin !== 'null';
  const bothLocal = isLoopbackHost(a.hostname) && isLoopbackHost(b.hostname);
  return bothLocal && a.protocol === b.protocol && a.port === b.port;
}
