import fc from 'fast-check';
import { isAnswerUrl } from '../../../lambda/admin/initial/answer-host';

const at = (region: string, more: Record<string, string> = {}) => ({ AWS_REGION: region, ...more });
const BUCKET = 'https://cloudformation-custom-resource-response';

test.each([
  ['us-east-1', `${BUCKET}-useast1.s3.amazonaws.com/arn%3Aaws?X-Amz-Signature=x`],
  ['us-west-2', `${BUCKET}-uswest2.s3-us-west-2.amazonaws.com/x?Signature=y`],
  ['eu-central-1', `${BUCKET}-eucentral1.s3.eu-central-1.amazonaws.com/x`],
  ['cn-north-1', `${BUCKET}-cnnorth1.s3.cn-north-1.amazonaws.com.cn/x`],
  ['us-gov-west-1', `${BUCKET}-usgovwest1.s3.us-gov-west-1.amazonaws.com/x`],
  ['eusc-de-east-1', `${BUCKET}-euscdeeast1.s3.eusc-de-east-1.amazonaws.eu/x`],
  ['us-iso-east-1', `${BUCKET}-usisoeast1.s3.us-iso-east-1.c2s.ic.gov/x`],
  ['us-isob-east-1', `${BUCKET}-usisobeast1.s3.us-isob-east-1.sc2s.sgov.gov/x`],
  ['us-isof-south-1', `${BUCKET}-usisofsouth1.s3.us-isof-south-1.csp.hci.ic.gov/x`],
  ['eu-isoe-west-1', `${BUCKET}-euisoewest1.s3.eu-isoe-west-1.cloud.adc-e.uk/x`],
])('an answer in %s may go to %s', (region, url) => {
  expect(isAnswerUrl(url, at(region))).toBe(true);
});

test.each([
  'http://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x',
  `${BUCKET}-useast1.s3.amazonaws.com:8443/x`,
  `${BUCKET}-useast1.s3.amazonaws.com.evil.example/x`,
  `${BUCKET}-useast1.s3.amazonaws.com@evil.example/x`,
  'https://user@cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x',
  'https://:secret@cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x',
  `${BUCKET}-useast1.evil.s3.amazonaws.com/x`,
  `${BUCKET}-useast1.execute-api.us-east-1.amazonaws.com/x`,
  `${BUCKET}-useast1.s3.evil.us-east-1.amazonaws.com/x`,
  `${BUCKET}-useast1.s3.amazonaws.com.cn/x`,
  'https://my-bucket.s3.amazonaws.com/x',
  'https://evil.example/cloudformation-custom-resource-response-useast1.s3.amazonaws.com',
  'https://169.254.169.254/latest/api/token',
  'http://127.0.0.1:9001/2020-01-01/extension/register',
  'http://localhost:4566/x',
  'ftp://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x',
  'nonsense',
  '',
])('an answer in us-east-1 does not go to %j', (url) => {
  expect(isAnswerUrl(url, at('us-east-1'))).toBe(false);
});

test.each([
  ['http://127.0.0.1:4566/answer', { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4566' }, true],
  ['http://localhost:4566/answer', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/' }, true],
  ['https://emulator.test/answer', { AWS_ENDPOINT_URL: 'https://emulator.test' }, true],
  ['http://127.0.0.1:9001/answer', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, false],
  ['http://127.0.0.1:4566/answer', { AWS_ENDPOINT_URL: 'http://emulator.test:4566' }, false],
  ['http://emulator.test:4566/answer', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, false],
  ['https://127.0.0.1:4566/answer', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, false],
  ['http://emulator.test.evil.example/', { AWS_ENDPOINT_URL: 'http://emulator.test' }, false],
  ['file:///etc/passwd', { AWS_ENDPOINT_URL_S3: 'file:///' }, false],
  ['http://127.0.0.1:4566/answer', { AWS_ENDPOINT_URL_S3: 'nonsense' }, false],
])('%s, where the environment says %j: %p', (url, environment, expected) => {
  expect(isAnswerUrl(url, at('us-east-1', environment as Record<string, string>))).toBe(expected);
});

test('whatever the URL, an answer goes to a host of AWS or nowhere', () => {
  const part = fc.constantFrom(
    'https://',
    'http://',
    'cloudformation-custom-resource-response-useast1',
    '.s3',
    '.s3.us-east-1',
    '.us-east-1',
    '.amazonaws.com',
    '.evil.example',
    '@',
    ':',
    '/',
    '\\',
    '#',
    '?',
    '%2e',
    '\t',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
      const url = parts.join('');
      if (!isAnswerUrl(url, at('us-east-1'))) return;
      expect(new URL(url).origin).toMatch(
        /^https:\/\/cloudformation-custom-resource-response-useast1\.s3(\.us-east-1)?\.amazonaws\.com$/,
      );
    }),
    {
      numRuns: 50_000,
      examples: [[['https://', 'cloudformation-custom-resource-response-useast1', '.s3', '.amazonaws.com']]],
    },
  );
});
