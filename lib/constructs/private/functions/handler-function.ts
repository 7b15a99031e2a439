import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerImage, FileSystem, RemovalPolicy, type Duration } from 'aws-cdk-lib';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  Tracing,
  type FunctionProps,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { TABLE_NAME } from '../../../contract';
import type { CorsFunctionOptions } from '../../cors-function-options';
import { acknowledge, inPacks } from '../synth/acknowledge';
import { throwIssues } from '../synth/synth-error';
import { defined } from '../synth/values';
import { CERTIFICATES_FILE, certificatesIn } from './certificate-authority';
import { provision } from './entrance';
import { optionEnvironment } from './function-environment';
import { RUNTIME } from './function-option-issues';
import { networkStatement } from './network';
import { warnOfNoTableWay } from './network-warnings';

/** Folder of the shipped bundles; as far from `lib/` as from `build/`. */
const ASSETS = join(__dirname, '..', '..', '..', '..', 'assets');

/** The differences between the functions that ship with the package. */
export interface HandlerFunctionProps {
  /** Folder below `assets/` that holds the file of the function. */
  readonly bundle: string;
  /** Name of that file, without its extension; `index` where it is left out. */
  readonly file?: string;
  /** Further files beside the bundle, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly description: string;
  readonly timeout: Duration;
  /** MiB, where the options name none. */
  readonly memorySize: number;
  readonly environment?: Record<string, string>;
  /** @default RetentionDays.THREE_MONTHS */
  readonly logRetention?: RetentionDays | undefined;
  /** The choices of a team, without issues. */
  readonly options?: CorsFunctionOptions | undefined;
  /** The handler of instances that are kept started; that of the others where it is left out. */
  readonly provisionedHandler?: string;
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

/** A function whose code ships with the package: its role may write its own log group and traces, enter its VPC, and nothing else. */
export class HandlerFunction extends Construct {
  public readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    const { file = 'index' } = props;
    const folder = join(ASSETS, props.bundle);
    // Only a checkout can lack a bundle; the published package has all of them.
    if (!existsSync(join(folder, `${file}.js`))) {
      const value = `assets/${props.bundle}/${file}.js`;
      throwIssues(this, [
        {
          prop: 'bundle',
          value,
          rule: 'the file does not exist',
          fix: 'build it with "npm run build:assets"',
        },
      ]);
    }
    const { options = {} } = props;
    const logGroup = options.logGroup ?? this.makeLogGroup(options.logRetention ?? props.logRetention);
    const role = this.makeRole(options, logGroup);
    const { provisionedConcurrency: instances } = options;
    const handler = `${file}.handler`;
    this.handler = new LambdaFunction(this, 'Function', {
      runtime: RUNTIME,
      architecture: options.architecture ?? Architecture.ARM_64,
      code: codeOf(folder, filesOf(props)),
      handler: instances === undefined ? handler : (props.provisionedHandler ?? handler),
      description: props.description,
      timeout: props.timeout,
      memorySize: options.memorySize ?? props.memorySize,
      environment: { ...optionEnvironment(options), ...props.environment },
      tracing: options.tracing ?? Tracing.ACTIVE,
      logGroup,
      role,
      ...chosenProps(options),
    });
    if (instances !== undefined) provision(this, this.handler, instances);
    if (TABLE_NAME in (props.environment ?? {})) warnOfNoTableWay(this, options);
    acknowledge(this, {
      ...inPacks('LambdaDLQ', 'Callers wait for the answer of the function, and see its errors.'),
      ...inPacks('IAMNoInlinePolicy', 'The policy belongs to this role alone, and goes with it.'),
    });
  }

  private makeLogGroup(retention = RetentionDays.THREE_MONTHS): ILogGroup {
    return new LogGroup(this, 'Logs', { retention, removalPolicy: RemovalPolicy.DESTROY });
  }

  /** A role of our own instead of the managed policies, which allow to write every log group of the account. */
  private makeRole({ tracing, vpc }: CorsFunctionOptions, logGroup: ILogGroup): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    if (vpc !== undefined) role.addToPrincipalPolicy(networkStatement());
    Dependable.implement(role, new PolicyFirst(role));
    const reasons = [
      ...(tracing === Tracing.DISABLED ? [] : ['X-Ray takes trace segments only for the resource "*".']),
      ...(vpc === undefined
        ? []
        : ['Lambda describes and makes network interfaces only for the resource "*".']),
    ];
    if (reasons.length > 0) acknowledge(this, { 'AwsSolutions-IAM5[Resource::*]': reasons.join(' ') });
    return role;
  }
}

/** The choices that a function takes as they are. */
function chosenProps(options: CorsFunctionOptions): Partial<FunctionProps> {
  const { vpc, vpcSubnets, securityGroups, reservedConcurrentExecutions, layers } = options;
  return defined({ vpc, vpcSubnets, securityGroups, reservedConcurrentExecutions, layers });
}

/** The files beside the bundle. */
function filesOf({ files, options }: HandlerFunctionProps): Readonly<Record<string, string>> | undefined {
  const path = options?.certificateAuthority;
  return path === undefined ? files : { ...files, [CERTIFICATES_FILE]: certificatesIn(path) };
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
