import { createHash } from 'node:crypto';

/** Where a stack would be deployed; names and ARNs are made from it. */
export interface StackEnvironment {
  readonly account: string;
  readonly region: string;
}

/** The results of `Ref` and `Fn::GetAtt` for one resource. */
export interface PhysicalNames {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** One resource as the table below sees it. */
interface NamedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly environment: StackEnvironment;
  /** A property that names the resource or another one, resolved. */
  property(name: string): string | undefined;
}

type NamingRule = (resource: NamedResource) => PhysicalNames;

/**
 * The names that CloudFormation would give to a resource. A type that is not known here gets a name like the others, and
 * every attribute is made up from it ({@link madeUpAttribute}): nothing that it names runs here. They are derived from stack name and logical id, so that they stay the same from run to run (data on disk is
 * found again) and differ between resources.
 */
export function physicalNames(type: string, resource: NamedResource): PhysicalNames {
  return rules[type]?.(resource) ?? { ref: madeUpName(resource), attributes: {} };
}

/** The result of `Fn::GetAtt` for an attribute that no rule knows. It names nothing that exists. */
export function madeUpAttribute(type: string, attribute: string, resource: NamedResource): string {
  const name = madeUpName(resource);
  if (!attribute.endsWith('Arn')) return `${name}-${attribute}`;
  return arn(resource, type.split('::')[1]?.toLowerCase() ?? 'local', name);
}

const table = named('TableName', 'dynamodb', (name) => `table/${name}`);
const role = named('RoleName', 'iam', (name) => `role/${name}`);

/** `Ref` returns a name, an id or an ARN, by the type of the resource. */
const rules: Readonly<Record<string, NamingRule>> = {
  'AWS::ApiGateway::RestApi': (resource) => {
    const id = shortId(resource, 10);
    return { ref: id, attributes: { RestApiId: id, RootResourceId: shortId(resource, 10, '/') } };
  },
  'AWS::ApiGateway::Resource': identified('ResourceId', 6),
  'AWS::ApiGateway::Authorizer': identified('AuthorizerId', 6),
  'AWS::ApiGateway::Deployment': identified('DeploymentId', 6),
  'AWS::ApiGateway::RequestValidator': identified('RequestValidatorId', 6),
  'AWS::ApiGateway::ApiKey': identified('APIKeyId', 10),
  'AWS::ApiGateway::UsagePlan': identified('Id', 6),
  'AWS::ApiGateway::Model': (resource) => ({
    // A name may only have letters and digits.
    ref: resource.property('Name') ?? resource.logicalId,
    attributes: {},
  }),
  'AWS::ApiGateway::DomainName': (resource) => {
    const name = resource.property('DomainName') ?? madeUpName(resource);
    return { ref: name, attributes: { DomainNameArn: arn(resource, 'apigateway', `/domainnames/${name}`) } };
  },
  'AWS::ApiGateway::Stage': (resource) => ({
    ref: resource.property('StageName') ?? 'default',
    attributes: {},
  }),
  'AWS::Lambda::Function': named('FunctionName', 'lambda', (name) => `function:${name}`),
  'AWS::Lambda::Version': (resource) => {
    const qualified = `${functionArn(resource)}:1`;
    return { ref: qualified, attributes: { FunctionArn: qualified, Version: '1' } };
  },
  'AWS::Lambda::Alias': (resource) => {
    const qualified = `${functionArn(resource)}:${resource.property('Name') ?? ''}`;
    return { ref: qualified, attributes: { AliasArn: qualified } };
  },
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::IAM::Role': role,
  'AWS::Logs::LogGroup': named('LogGroupName', 'logs', (name) => `log-group:${name}:*`),
  'AWS::KMS::Key': (resource) => {
    const id = shortId(resource, 12);
    return { ref: id, attributes: { KeyId: id, Arn: arn(resource, 'kms', `key/${id}`) } };
  },
  'AWS::Cognito::UserPool': (resource) => {
    const id = `${resource.environment.region}_${shortId(resource, 9)}`;
    const provider = `cognito-idp.${resource.environment.region}.amazonaws.com/${id}`;
    return {
      ref: id,
      attributes: {
        UserPoolId: id,
        Arn: arn(resource, 'cognito-idp', `userpool/${id}`),
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
      },
    };
  },
  'AWS::Cognito::UserPoolClient': identified('ClientId', 26),
};

function madeUpName({ stackName, logicalId }: NamedResource): string {
  return `${stackName}-${logicalId}`;
}

function named(property: string, service: string, arnSuffix: (name: string) => string): NamingRule {
  return (resource) => {
    const name = resource.property(property) ?? madeUpName(resource);
    return { ref: name, attributes: { Arn: arn(resource, service, arnSuffix(name)) } };
  };
}

function identified(attribute: string, length: number): NamingRule {
  return (resource) => {
    const id = shortId(resource, length);
    return { ref: id, attributes: { [attribute]: id } };
  };
}

/** Versions and aliases name their function by its name or by its ARN. */
function functionArn(resource: NamedResource): string {
  const name = resource.property('FunctionName') ?? '';
  return name.startsWith('arn:') ? name : arn(resource, 'lambda', `function:${name}`);
}

function arn(resource: NamedResource, service: string, suffix: string): string {
  const region = service === 'iam' ? '' : resource.environment.region;
  return `arn:aws:${service}:${region}:${resource.environment.account}:${suffix}`;
}

function shortId(resource: NamedResource, length: number, salt = ''): string {
  const digest = createHash('sha256')
    .update(`${resource.stackName}\n${resource.logicalId}\n${salt}`)
    .digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, length);
}
