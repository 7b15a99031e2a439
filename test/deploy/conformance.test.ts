import { LOCAL_CAPABILITIES } from '../conformance/local-target';
import { describeConformance } from '../conformance/suite';
import { ACCOUNT_FACTS } from './support/account-facts';
import { ERROR_FACTS } from './support/error-facts';
import { DEPLOY_CAPABILITIES, DEPLOY_TARGET } from './support/deploy-target';
import { ownStackName, startDeployedTarget } from './support/deployed-target';

/* eslint-disable no-console -- what a target cannot show is printed, never passed over in silence */
const absent = [...LOCAL_CAPABILITIES].filter((capability) => !DEPLOY_CAPABILITIES.has(capability));
console.log(
  `${DEPLOY_TARGET} lacks these capabilities of the local gateway: ${absent.join(', ') || 'nothing'}`,
);

if (DEPLOY_TARGET !== 'aws') {
  const names = [...ACCOUNT_FACTS, ...ERROR_FACTS].map(({ name }) => `- ${name}`);
  console.log(['only an account can confirm (--target aws):', ...names].join('\n'));
}

// In an account the stack has a name of its own and takes its table with it; the emulator gets what cdk.json names.
describeConformance(`deployed to ${DEPLOY_TARGET}`, DEPLOY_CAPABILITIES, () =>
  startDeployedTarget(
    DEPLOY_TARGET === 'aws'
      ? { stackName: ownStackName('Conformance'), context: { removeTable: 'yes' } }
      : { stackName: 'CorsExample', app: 'bin/app.ts' },
  ),
);
