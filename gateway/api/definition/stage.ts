import type { ResourceProperties } from '../../assembly/resource-properties';
import type { Deployed } from '../../assembly/stack';

/** The stage of an API. */
export interface Stage {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The access log's format, with `$context` variables; undefined without an access log. */
  readonly accessLogFormat: string | undefined;
}

/**
 * The stages of an API, in the order of the templates.
 *
 * @throws UnsupportedTemplateError when there is none: nothing could be called
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html
 */
export function readStages(deployed: Deployed, api: ResourceProperties): Stage[] {
  const stages = deployed
    .resourcesOf('AWS::ApiGateway::Stage')
    .filter((stage) => stage.string('RestApiId') === api.reference);
  if (stages.length === 0) throw api.unsupported('Stage', 'is missing: nothing can be called');
  return stages.map((stage) => ({
    name: stage.string('StageName'),
    deploymentId: stage.string('DeploymentId'),
    variables: Object.fromEntries(stage.stringMap('Variables')),
    accessLogFormat: stage.nested('AccessLogSetting')?.optionalString('Format'),
  }));
}
