import { LOCAL_CAPABILITIES } from '../contract/local-target';
import { describeContract } from '../contract/suite';
import { DEPLOY_CAPABILITIES, DEPLOY_TARGET } from './support/deploy-target';
import { ownStackName, startDeployedTarget } from './support/deployed-target';

const absent = [...LOCAL_CAPABILITIES].filter((capability) => !DEPLOY_CAPABILITIES.has(capability));
// eslint-disable-next-line no-console -- what a target cannot show is said, and the local gateway's suite shows it
console.log(`${DEPLOY_TARGET} lacks, and the local gateway shows: ${absent.join(', ') || 'nothing'}`);

// In an account the stack has a name of its own and takes its table with it; the emulator gets what cdk.json names.
describeContract(`deployed to ${DEPLOY_TARGET}`, DEPLOY_CAPABILITIES, () =>
  startDeployedTarget(
    DEPLOY_TARGET === 'aws'
      ? { stackName: ownStackName('Contract'), context: { removeTable: 'yes' } }
      : { stackName: 'CorsExample', app: 'bin/app.ts' },
  ),
);
