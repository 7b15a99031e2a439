import { listOf, oneOf, optional, ShapeError, text } from '../../shared/configuration/shape';
import { isAnswerUrl } from './answer-host';

/** Where CloudFormation waits for the answer, and what the answer must repeat. */
export interface AnswerAddress {
  /** Presigned, hence a secret until it expires. */
  readonly url: string;
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
  readonly physicalResourceId: string;
}

/** The patterns and settings of the code, as the custom resource names them. */
export interface AskedFor {
  readonly tableName: string;
  readonly patterns: readonly string[];
  readonly enableCorsForOAuthEndpoints: boolean;
}

/** The request of a deployment. */
export type DeploymentRequest =
  | { readonly type: 'Create'; readonly now: AskedFor }
  /** `repeated` says that nothing has changed: CloudFormation tries once more what failed. */
  | {
      readonly type: 'Update';
      readonly now: AskedFor;
      readonly before: AskedFor;
      readonly repeated: boolean;
    }
  | { readonly type: 'Delete' };

/** The same in every answer, so that an update never counts as a replacement. */
const PHYSICAL_RESOURCE_ID = 'cors-initial-entries';

type Source = Readonly<Record<string, unknown>>;

/**
 * Reads where an event is to be answered.
 *
 * @throws ShapeError for an event that does not come from a custom resource: nobody waits for an answer
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export function readAddress(event: unknown): AnswerAddress {
  const source = objectAt(event, 'event');
  const url = text(source['ResponseURL'], 'ResponseURL');
  if (!isAnswerUrl(url)) throw new ShapeError('ResponseURL', 'must be a URL of CloudFormation');
  return {
    url,
    stackId: text(source['StackId'], 'StackId'),
    requestId: text(source['RequestId'], 'RequestId'),
    logicalResourceId: text(source['LogicalResourceId'], 'LogicalResourceId'),
    physicalResourceId:
      optional(text)(source['PhysicalResourceId'], 'PhysicalResourceId') ?? PHYSICAL_RESOURCE_ID,
  };
}

/**
 * Reads what an event asks for.
 *
 * @throws ShapeError for an event that the construct cannot have caused
 */
export function readRequest(event: unknown): DeploymentRequest {
  const source = objectAt(event, 'event');
  const type = oneOf(['Create', 'Update', 'Delete'])(source['RequestType'], 'RequestType');
  if (type === 'Delete') return { type };
  const now = askedFor(source, 'ResourceProperties');
  if (type === 'Create') return { type, now };
  const before = askedFor(source, 'OldResourceProperties');
  const [after, old] = [source['ResourceProperties'], source['OldResourceProperties']];
  return { type, now, before, repeated: JSON.stringify(after) === JSON.stringify(old) };
}

function askedFor(event: Source, name: string): AskedFor {
  const source = objectAt(event[name], name);
  const enable = optional(oneOf(['true', 'false']));
  return {
    tableName: text(source['TableName'], `${name}.TableName`),
    patterns: listOf(text)(source['Patterns'], `${name}.Patterns`),
    enableCorsForOAuthEndpoints:
      enable(source['EnableCorsForOAuthEndpoints'], `${name}.EnableCorsForOAuthEndpoints`) === 'true',
  };
}

function objectAt(value: unknown, field: string): Source {
  if (typeof value !== 'object' || value === null) throw new ShapeError(field, 'must be an object');
  return value as Source;
}
