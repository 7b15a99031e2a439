import { startLocalTarget, LOCAL_CAPABILITIES } from './local-target';
import { describeContract } from './suite';

describeContract('local gateway', LOCAL_CAPABILITIES, () => startLocalTarget());
