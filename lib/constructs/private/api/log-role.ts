import { FeatureFlags } from 'aws-cdk-lib';
import { APIGATEWAY_DISABLE_CLOUDWATCH_ROLE } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { warn } from '../synth/warning';

/** Whether an API makes the role by which API Gateway writes logs: as the user says, otherwise as the CDK's feature flag says. */
export function makesLogRole(scope: IConstruct, cloudWatchRole: boolean | undefined): boolean {
  return cloudWatchRole ?? !FeatureFlags.of(scope).isEnabled(APIGATEWAY_DISABLE_CLOUDWATCH_ROLE);
}

/** Warns where the flag alone decides: in an account that has no role yet, the deployment of a stage with logs fails. */
export function warnOfNoLogRole(scope: IConstruct, cloudWatchRole: boolean | undefined): void {
  if (cloudWatchRole !== undefined || makesLogRole(scope, cloudWatchRole)) return;
  warn(
    scope,
    'noCloudWatchRole',
    `the feature flag ${APIGATEWAY_DISABLE_CLOUDWATCH_ROLE} leaves out the role by which API Gateway writes logs, and without one in ` +
      'the account the stage cannot be deployed. Set cloudWatchRole: false where the account has one, or cloudWatchRole: true',
  );
}
