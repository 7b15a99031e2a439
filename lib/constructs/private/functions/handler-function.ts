import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerImage, FileSystem, RemovalPolicy, type Duration } from 'aws-cdk-lib';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { acknowledge } from '../synth/acknowledge';
import { throwIssues } from '../synth/synth-error';

/** Folder of the shipped bundles; as far from `lib/` as from `build/`. */
const ASSETS = join(__dirname, '..', '..', '..', '..', 'assets');

/** The differences between the functions that ship with the package. */
export interface HandlerFunctionProps {
  /** Folder below `assets/` that holds `index.js`. */
  readonly bundle: string;
  /** Further files beside the bundle, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly description: string;
  readonly timeout: Duration;
  /** MiB. */
  readonly memorySize: number;
  readonly environment?: Record<string, string>;
  /** @default RetentionDays.THREE_MONTHS */
  readonly logRetention?: RetentionDays | undefined;
}

/**
 * A construct that depends on the role depends only on its policy. The dependency on the role itself follows from its ARN, and
 * linters flag a dependency that is there twice.
 */
class PolicyFirst extends Dependable {
  constructor(private readonly role: Role) {
    super();
  }

  override get dependencyRoots(): IConstruct[] {
    return this.role.node.children.filter((child) => child instanceof Policy);
  }
}

/** A function whose code ships with the package: its role may write its own log group and traces, and nothing else. */
export class HandlerFunction extends Construct {
  public readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    const folder = join(ASSETS, props.bundle);
    // Only a checkout can lack a bundle; the published package has all of them.
    if (!existsSync(join(folder, 'index.js'))) {
      const value = `assets/${props.bundle}/index.js`;
      throwIssues(this, [
        {
          prop: 'bundle',
          value,
          rule: 'the file does not exist',
          fix: 'build it with "npm run build:assets"',
        },
      ]);
    }
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention ?? RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of our own instead of the managed policy, which allows to write every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    Dependable.implement(role, new PolicyFirst(role));
    this.handler = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: codeOf(folder, props.files),
      handler: 'index.handler',
      description: props.description,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: props.environment ?? {},
      tracing: Tracing.ACTIVE,
      logGroup,
      role,
    });
    acknowledge(this, {
      'AwsSolutions-IAM5[Resource::*]': 'X-Ray takes trace segments only for the resource "*".',
    });
  }
}

/** The bundle as it is, or a copy of it with further files. */
function codeOf(folder: string, files: Readonly<Record<string, string>> | undefined): Code {
  if (files === undefined) return Code.fromAsset(folder);
  const tryBundle = (output: string): boolean => {
    cpSync(folder, output, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(output, name), text);
    return true;
  };
  return Code.fromAsset(folder, {
    // The hash covers the files; otherwise two copies of one bundle would be one asset.
    assetHash: FileSystem.fingerprint(folder, { extraHash: JSON.stringify(files) }),
    // The image is never used, because `tryBundle` always succeeds.
    bundling: { image: DockerImage.fromRegistry('none'), local: { tryBundle } },
  });
}
