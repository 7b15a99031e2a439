import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IConstruct } from 'constructs';
import type { SynthIssue } from '../synth/synth-error';

/** Characters of a part of a base path. */
export const BASE_PATH_PART = /^[A-Za-z0-9$_.+!*'()-]*$/;

/** The parts of a path that a mapping, or a resource, does not take. */
export function pathIssues(prop: string, value: string | undefined, part: RegExp): readonly SynthIssue[] {
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

/**
 * A regional domain name takes certificates of its own region; those of us-east-1 are for edge-optimized ones.
 *
 * @param elsewhere the fix for a domain name that is made somewhere else
 */
export function domainCertificateIssues(
  scope: IConstruct,
  prop: string,
  // A program without types can leave it out.
  certificate: ICertificate | undefined,
  elsewhere: string,
): readonly SynthIssue[] {
  if (certificate === undefined) {
    const fix = `give a certificate, or ${elsewhere}`;
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
