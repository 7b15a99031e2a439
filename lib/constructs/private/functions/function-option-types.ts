import type { CorsFunctionOptions } from '../../cors-function-options';
import {
  instance,
  listOfInstances,
  MAP_OF_TEXTS,
  NUMBER,
  OBJECT,
  TEXT,
  type PropType,
} from '../synth/prop-types';

/** The types of the options of functions, where another type would fail without naming the option. */
export const FUNCTION_OPTION_TYPES: { readonly [K in keyof CorsFunctionOptions]?: PropType } = {
  memorySize: NUMBER,
  architecture: instance(
    'an Architecture',
    'dockerPlatform',
    'use Architecture.ARM_64 or Architecture.X86_64',
  ),
  vpc: instance('a VPC', 'vpcId', 'make a Vpc, or import it by Vpc.fromLookup()'),
  vpcSubnets: OBJECT,
  securityGroups: listOfInstances('security groups', 'securityGroupId', 'make each by new SecurityGroup()'),
  reservedConcurrentExecutions: NUMBER,
  provisionedConcurrency: NUMBER,
  logGroup: instance(
    'a log group',
    'logGroupArn',
    'make a LogGroup, or import it by LogGroup.fromLogGroupName()',
  ),
  logRetention: NUMBER,
  layers: listOfInstances(
    'layers',
    'layerVersionArn',
    'make each by new LayerVersion(), or import it by its ARN',
  ),
  environment: MAP_OF_TEXTS,
  certificateAuthority: TEXT,
};
