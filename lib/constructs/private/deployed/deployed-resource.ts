import { CfnResource, Stage, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { withPointers } from './references';

const API_GATEWAY = 'AWS::ApiGateway::';

/** The properties by which resources belong together and are judged, and the headers of gateway responses. */
const EARLY_PROPERTIES = [
  'RestApiId',
  'ParentId',
  'PathPart',
  'ResourceId',
  'HttpMethod',
  'AuthorizationType',
  'AuthorizerId',
  'ApiKeyRequired',
  'Policy',
  'ResponseType',
  'ResponseParameters',
];

/** The members of an object of CloudFormation. */
export type Members = Readonly<Record<string, unknown>>;

/** The members of an object, or of none. */
export function membersOf(value: unknown): Members {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Members) : {};
}

/** A resource of API Gateway as CloudFormation will see it: with property overrides, and with what aspects have changed. */
export interface DeployedResource {
  readonly construct: CfnResource;
  /** The stack or nested stack that has it. */
  readonly stack: Stack;
  /** Its type after `AWS::ApiGateway::`, as in `Method`. */
  readonly type: string;
  /** Its properties, with pointers (`pointerOf`) for references. */
  readonly properties: Members;
  /** Logical ids of its stack that it waits for. */
  readonly dependsOn: readonly string[];
  /** Undefined for a deployment, and where it is read early. */
  readonly logicalId: string | undefined;
}

/**
 * When resources are read. `final` has everything, and is right once the aspects have run. `early` has only the properties by which
 * resources belong together and are judged: it asks for no others, because some values are computed once and then stay.
 */
export type ReadingTime = 'early' | 'final';

/** The part of the app that is deployed, and synthesized, as one: its stage, or all of it. */
export function deployedScope(construct: IConstruct): IConstruct {
  return Stage.of(construct) ?? construct.node.root;
}

/** The resources of API Gateway in a scope, whoever made them and however. */
export function deployedResources(
  scope: IConstruct,
  time: ReadingTime,
  isWanted: (type: string) => boolean = () => true,
): readonly DeployedResource[] {
  return elementsBelow(scope)
    .filter(({ cfnResourceType: type }) => type.startsWith(API_GATEWAY))
    .filter(({ cfnResourceType: type }) => isWanted(type.slice(API_GATEWAY.length)))
    .flatMap((construct) => (time === 'final' ? finalOf(construct) : earlyOf(construct)));
}

/** Stages in a stage are synthesized, and checked, by themselves. */
function elementsBelow(scope: IConstruct): readonly CfnResource[] {
  const below = scope.node.children
    .filter((child) => !Stage.isStage(child))
    .flatMap((child) => elementsBelow(child));
  return scope instanceof CfnResource ? [scope, ...below] : below;
}

/** A resource that is kept out of the template is not there. */
function finalOf(construct: CfnResource): readonly DeployedResource[] {
  const { Resources = {} } = construct._toCloudFormation() as { readonly Resources?: Members };
  return Object.entries(Resources).map(([id, resource]) => {
    const { Type, Properties = {}, DependsOn = [] } = withPointers(construct, resource) as Resource;
    const type = Type.slice(API_GATEWAY.length);
    return {
      construct,
      stack: construct.stack,
      type,
      properties: Properties,
      dependsOn: [DependsOn].flat(),
      // The id of a deployment is a hash of all methods, and nobody asks for it.
      logicalId: type === 'Deployment' ? undefined : String(construct.stack.resolve(id)),
    };
  });
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Members;
  readonly DependsOn?: string | readonly string[];
}

/** The logical ids of its stack that a resource waits for. */
export function dependenciesOf(construct: CfnResource): readonly string[] {
  return finalOf(construct).flatMap(({ dependsOn }) => dependsOn);
}

function earlyOf(construct: CfnResource): readonly DeployedResource[] {
  const properties = EARLY_PROPERTIES.flatMap((name): [string, unknown][] => {
    const value = withPointers(construct, givenProperty(construct, name));
    return value === undefined ? [] : [[name, value]];
  });
  return [
    {
      construct,
      stack: construct.stack,
      type: construct.cfnResourceType.slice(API_GATEWAY.length),
      properties: Object.fromEntries(properties),
      dependsOn: [],
      logicalId: undefined,
    },
  ];
}

/** Members that the CDK keeps from its users, and that are all that it knows of overrides before it synthesizes. */
interface Inside {
  readonly cfnProperties: Members;
  readonly rawOverrides: { readonly Properties?: Members };
}

/**
 * A property as it stands now, with tokens. An override wins.
 *
 * @param name as CloudFormation has it
 */
export function givenProperty(construct: CfnResource, name: string): unknown {
  const { cfnProperties, rawOverrides } = construct as unknown as Inside;
  const { Properties: overrides = {} } = rawOverrides;
  if (name in overrides) return overrides[name];
  // A resource without a class of its own has the names of CloudFormation.
  return cfnProperties[name] ?? cfnProperties[memberName(name)];
}

/** Sets a property so that nothing that stands now wins over it. */
export function setProperty(construct: CfnResource, name: string, value: unknown): void {
  const { cfnProperties, rawOverrides } = construct as unknown as Inside;
  const member = memberName(name);
  if (member in cfnProperties) (construct as unknown as Record<string, unknown>)[member] = value;
  if (!(member in cfnProperties) || name in (rawOverrides.Properties ?? {})) {
    construct.addPropertyOverride(name, value);
  }
}

function memberName(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
