import { startLocalTarget, LOCAL_CAPABILITIES } from './local-target';
import { describeConformance } from './suite';

describeConformance('local gateway', LOCAL_CAPABILITIES, () => startLocalTarget());
