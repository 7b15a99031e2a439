import { Stack } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, RestApi, type RestApiProps } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  CorsAllowlist,
  CorsGateway,
  Enforcement,
  type CorsAllowlistProps,
  type CorsGatewayProps,
} from '../../../lib';
import { backendFunction } from '../support/backend-function';
import { complaints } from '../support/complaints';
import { faultsOf } from '../support/protected-api';
import { scratchApp } from '../support/scratch-app';
import { WITH_TABLE } from '../support/with-table';

const policy = new PolicyDocument({
  statements: [new PolicyStatement({ actions: ['*'], principals: [new AnyPrincipal()], resources: ['*'] })],
});

function protectedBy(allowlist: Partial<CorsAllowlistProps>, api: RestApiProps = {}): Stack {
  const stack = new Stack(scratchApp(), 'Example');
  const rest = new RestApi(stack, 'Api', { cloudWatchRole: false, ...api });
  rest.root.addMethod('GET', new LambdaIntegration(backendFunction(stack, 'Orders')));
  new CorsAllowlist(stack, 'Allowlist', { ...WITH_TABLE, ...allowlist }).protect(rest);
  return stack;
}

const OBSERVE = { enforcement: Enforcement.OBSERVE };
const PRIVATE = { endpointConfiguration: { types: [EndpointType.PRIVATE] }, policy };

test.each<[string, Partial<CorsAllowlistProps>, RestApiProps, readonly string[]]>([
  ['an open API is observed', OBSERVE, {}, []],
  ['a private API is not', OBSERVE, PRIVATE, ['enforcement is "observe"']],
  ['an API with a resource policy is not', OBSERVE, { policy }, ['enforcement is "observe"']],
  ['such an API is, where that is acknowledged', { ...OBSERVE, observeBehindPolicy: true }, PRIVATE, []],
  ['such an API reports', { enforcement: Enforcement.REPORT }, PRIVATE, []],
])('%s', (_, allowlist, api, faults) => {
  expect(faultsOf(protectedBy(allowlist, api))).toEqual(faults);
});

test.each<[string, CorsGatewayProps, boolean]>([
  ['is refused', {}, true],
  ['is taken where that is acknowledged', { observeBehindPolicy: true }, false],
  ['is taken where requests are reported', { enforcement: Enforcement.REPORT }, false],
])('a web ACL before a gateway that observes %s', (_, props, isRefused) => {
  const webAclArn = 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/name/id';
  const act = () =>
    new CorsGateway(new Stack(scratchApp(), 'Example'), 'Cors', { ...OBSERVE, webAclArn, ...props });
  if (isRefused) expect(complaints(act)).toEqual(['enforcement is "observe"']);
  else expect(act).not.toThrow();
});

test('an acknowledgement of another type is an error', () => {
  const props = { observeBehindPolicy: JSON.parse('"yes"') as boolean };
  expect(() => protectedBy(props)).toThrow(/observeBehindPolicy is "yes"/);
});

test.each<[Enforcement, readonly string[]]>([
  [Enforcement.ENFORCE, []],
  [Enforcement.REPORT, ['reporting']],
  [Enforcement.OBSERVE, ['observing']],
])('%s warns of %j', (enforcement, ids) => {
  const found = Annotations.fromStack(protectedBy({ enforcement })).findWarning('*', Match.anyValue());
  const named = found.map(
    ({ entry }) => /apigateway-cors-allowlist:(reporting|observing)/.exec(JSON.stringify(entry.data))?.[1],
  );
  expect(named.filter((id) => id !== undefined)).toEqual(ids);
});
