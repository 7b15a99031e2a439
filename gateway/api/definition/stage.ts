import type { ResourceProperties } from '../../assembly/resource-properties';
import type { Stack } from '../../assembly/stack';

/** The stage of an API. */
export interface Stage {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The access log's format, with `$context` variables; undefined without an access log. */
  readonly accessLogFormat: string | undefined;
}

/**
 * The one stage of an API.
 *
 * @throws UnsupportedTemplateError unless there is exactly one: the local gateway serves at the root, as one custom
 * domain with an empty base path would, so that it could not tell them apart
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html
 */
export function readStage(stack: Stack, api: ResourceProperties): Stage {
  const apiId = stack.reference(api.logicalId);
  const stages = stack
    .resourcesOf('AWS::ApiGateway::Stage')
    .filter((stage) => stage.string('RestApiId') === apiId);
  const [stage, ...others] = stages;
  if (stage === undefined || others.length > 0) {
    throw api.unsupported('Stage', `must be exactly one for the local gateway, got ${stages.length}`);
  }
  return {
    name: stage.string('StageName'),
    deploymentId: stage.string('DeploymentId'),
    variables: Object.fromEntries(stage.stringMap('Variables')),
    accessLogFormat: stage.nested('AccessLogSetting')?.optionalString('Format'),
  };
}
