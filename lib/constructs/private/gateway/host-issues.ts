import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IConstruct } from 'constructs';
import type { CorsGatewayProps } from '../../cors-gateway-props';
import { RESOURCE_PART } from './api-resources';
import type { SynthIssue } from '../synth/synth-error';

const BASE_PATH_PART = /^[A-Za-z0-9$_.+!*'()-]*$/;

/** Everything in the hosts that the engine takes, but a base path mapping, a resource or a domain name does not. */
export function hostIssues(scope: IConstruct, { hosts = [] }: CorsGatewayProps): readonly SynthIssue[] {
  return hosts.flatMap(({ _rule: { pathPrefix }, _custom: custom }, index) => [
    ...pathIssues(`hosts[${index}].basePath`, custom?.basePath, BASE_PATH_PART),
    ...pathIssues(`hosts[${index}].pathPrefix`, pathPrefix, RESOURCE_PART),
    ...(custom === undefined
      ? []
      : certificateIssues(scope, `hosts[${index}].certificate`, custom.certificate)),
  ]);
}

function pathIssues(prop: string, value: string | undefined, part: RegExp): readonly SynthIssue[] {
  if (value === undefined) return [];
  if (Token.isUnresolved(value)) {
    const rule = 'must be known at synth, because resources and mappings are made from it';
    return [{ prop, value, rule, fix: 'write it out' }];
  }
  const parts = value.split('/').slice(1);
  if (parts.every((segment) => part.test(segment))) return [];
  const rule = 'must hold only characters that API Gateway takes here';
  return [{ prop, value, rule, fix: 'use only letters, digits and . _ $ -' }];
}

/** A regional domain name takes certificates of its own region; those of us-east-1 are for edge-optimized ones. */
function certificateIssues(
  scope: IConstruct,
  prop: string,
  // A program without types can leave it out.
  certificate: ICertificate | undefined,
): readonly SynthIssue[] {
  if (certificate === undefined) {
    const fix = 'give a certificate, or use CorsHost.existing() for a host that is mapped elsewhere';
    return [{ prop, value: undefined, rule: 'a custom domain name must have a certificate', fix }];
  }
  const { certificateArn: value } = certificate;
  const { region: own } = Stack.of(scope);
  if (Token.isUnresolved(value) || Token.isUnresolved(own)) return [];
  const { region } = Arn.split(value, ArnFormat.SLASH_RESOURCE_NAME);
  if (region === own) return [];
  const rule = `the certificate must be in ${own}, the region of the API`;
  return [{ prop, value, rule, fix: `request or import the certificate in ${own}` }];
}
