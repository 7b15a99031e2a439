import { Annotations, Duration, Stack } from 'aws-cdk-lib';
import type { DomainName, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import {
  ADMIN_AUTH,
  ADMIN_BASE_PATH,
  ADMIN_PERMISSIONS,
  ADMIN_ROUTES,
  ENDPOINTS,
  GATEWAY_API_ID,
  GATEWAY_STAGE,
  POLICY,
  TABLE_NAME,
  type AdminPermission,
} from '../contract';
import { AdminAuth } from './admin-auth';
import type { CorsAdminApiProps } from './cors-admin-api-props';
import { grantEntries, grantQueries, grantSettings } from './private/table/key-grants';
import { adminApiIssues } from './private/admin/admin-api-issues';
import { AdminConsole, CONSOLE_PATHS } from './private/admin/admin-console';
import {
  askedLogGroups,
  grantQuestions,
  LOG_GROUP_LIST,
  logGroupEnvironment,
  throttleQuestions,
} from './private/admin/admin-queries';
import { isOffForWantOfDomain, servesConsole } from './private/admin/console-issues';
import { addAdminGatewayResponses } from './private/admin/admin-gateway-responses';
import { addAdminRoutes, makeAdminRestApi } from './private/admin/admin-rest-api';
import { HandlerFunction } from './private/functions/handler-function';
import { addOutputs, type NamedOutput } from './private/api/outputs';
import { customUrl, makeCustomDomain } from './private/api/custom-domain';
import { optionEnvironment } from './private/functions/function-environment';
import { environmentIssues } from './private/policy/policy-environment';
import { FLAG, GRANTEE, instance, requiredIssues, typedProps } from './private/synth/prop-types';
import { planIn } from './private/synth/planned-props';
import { SynthError, throwIssues, type SynthIssue } from './private/synth/synth-error';

/** API Gateway waits for 29 seconds; an import stops before this. */
const TIMEOUT = Duration.seconds(28);
const DEFAULT_MEMORY_SIZE = 512;
const ADMIN_TYPES = {
  outputs: FLAG,
  furtherLogGroups: LOG_GROUP_LIST,
  auth: instance('an AdminAuth', '_document', 'use AdminAuth.iam() or AdminAuth.cognito()'),
};

/**
 * The admin API of an allowlist: entries, import and export, settings, a simulator, and who was refused, under `/cors/v1` of a REST API of
 * its own, served by functions with least privilege.
 *
 * @see https://github.com/apigateway-cors-allowlist/apigateway-cors-allowlist/blob/main/docs/administration.md
 */
export class CorsAdminApi extends Construct {
  /** The API. */
  public readonly api: RestApi;

  /**
   * URL of the API, without a trailing slash: at its custom domain name if it has one, otherwise that of the stage. The routes are
   * below it, under `/cors/v1`.
   */
  public readonly url: string;

  /** The custom domain name that was made for the API, for a DNS record; undefined without one. */
  public readonly customDomain?: DomainName;

  /** URL of the console, on which people edit the allowlist; undefined where it is off. */
  public readonly consoleUrl?: string;

  /** The function behind the allowlist, the simulator and the description. */
  public readonly allowlistFunction: LambdaFunction;

  /** The function behind the settings. */
  public readonly settingsFunction: LambdaFunction;

  /** The function that asks the log: which origins were refused, and when entries were used. */
  public readonly queriesFunction: LambdaFunction;

  private readonly auth: AdminAuth;

  constructor(scope: Construct, id: string, given: CorsAdminApiProps) {
    super(scope, id);
    const { props, issues } = typedProps(given, ADMIN_TYPES);
    this.auth = props.auth ?? AdminAuth.iam();
    const { allowlist } = props;
    if (planIn(props) === undefined) throwIssues(this, [...issues, ...adminApiIssues(this, props)]);
    const shared = {
      [TABLE_NAME]: allowlist.table.tableName,
      [ADMIN_AUTH]: Stack.of(this).toJsonString(this.auth._document),
    };
    const simulator = simulatorEnvironment(props);
    throwIssues(this, this.environmentIssues({ ...shared, ...simulator }, props));
    this.allowlistFunction = this.makeFunction('Allowlist', props, {
      file: 'allowlist',
      description: 'Admin API of a CORS allowlist: entries, import and export, simulator',
      environment: { ...shared, ...simulator },
    });
    this.settingsFunction = this.makeFunction('Settings', props, {
      file: 'settings',
      description: 'Admin API of a CORS allowlist: settings',
      environment: shared,
    });
    const logGroups = askedLogGroups(props);
    this.queriesFunction = this.makeFunction('Queries', props, {
      file: 'queries',
      description: 'Admin API of a CORS allowlist: refused origins, use of entries',
      environment: { ...shared, ...logGroupEnvironment(logGroups, allowlist) },
    });
    grantEntries(this.allowlistFunction, allowlist.table);
    grantSettings(this.settingsFunction, allowlist.table);
    grantQueries(this.queriesFunction, allowlist.table);
    grantQuestions(this.queriesFunction, logGroups);
    this.api = makeAdminRestApi(this, 'Api', props);
    const { customDomain } = props;
    if (customDomain !== undefined) {
      this.customDomain = makeCustomDomain(this, this.api, customDomain, '');
    }
    this.url = customUrl(customDomain) ?? this.api.urlForPath().replace(/\/$/, '');
    const handlers = {
      allowlist: this.allowlistFunction,
      settings: this.settingsFunction,
      queries: this.queriesFunction,
    };
    const hasConsole = this.addConsole(props);
    if (hasConsole) this.consoleUrl = `${this.url}/console`;
    addAdminRoutes(this.api, handlers, this.auth, hasConsole ? CONSOLE_PATHS : []);
    throttleQuestions(this.api);
    addAdminGatewayResponses(this.api);
    if (planIn(props) === undefined && props.outputs !== false) addOutputs(this, this._outputs);
  }

  /** @internal */
  public get _outputs(): Readonly<Record<string, NamedOutput | undefined>> {
    const { url, consoleUrl } = this;
    return {
      AdminUrl: { value: url, description: 'URL of the admin API of the allowlist' },
      ...(consoleUrl === undefined
        ? {}
        : { ConsoleUrl: { value: consoleUrl, description: 'Page on which people edit the allowlist' } }),
    };
  }

  /** Lets a principal view the allowlist: list, read and export entries, use the simulator, and see who was
   * refused. Only with `AdminAuth.iam()`. */
  public grantViewAllowlist(grantee: IGrantable): Grant {
    return this.grantRoutes(grantee, ['view-allowlist']);
  }

  /**
   * Lets a principal manage the allowlist: list, read, add, change, delete, restore, import and export entries, and use the
   * simulator. Only with `AdminAuth.iam()`.
   */
  public grantManageAllowlist(grantee: IGrantable): Grant {
    return this.grantRoutes(grantee, ['view-allowlist', 'manage-allowlist']);
  }

  /** Lets a principal manage the allowlist and the settings. Only with `AdminAuth.iam()`. */
  public grantManageSettings(grantee: IGrantable): Grant {
    return this.grantRoutes(grantee, ADMIN_PERMISSIONS);
  }

  /** Says whether there is a console. */
  private addConsole(props: CorsAdminApiProps): boolean {
    const { admin, console: options, stageName = 'prod', logRetention } = props;
    const choice = { auth: this.auth, console: options };
    const { _document: auth, _userPool: userPool } = this.auth;
    if (isOffForWantOfDomain(choice)) {
      const text =
        'The console is off, because the domain of the imported user pool is not known. Name it with ' +
        'console: { domain: UserPoolDomain.fromDomainName(…) }, or say console: { enabled: false }.';
      Annotations.of(this).addWarningV2('apigateway-cors-allowlist:ConsoleWithoutDomain', text);
    }
    if (!servesConsole(choice) || userPool === undefined || auth.mode !== 'cognito') return false;
    new AdminConsole(this, 'Console', {
      api: this.api,
      stageName,
      furtherUrls: [customUrl(props.customDomain), ...(options?.urls ?? [])].filter(
        (url) => url !== undefined,
      ),
      vpcEndpoints: props.endpointConfiguration?.vpcEndpoints ?? [],
      userPool,
      auth,
      options: options ?? {},
      logRetention,
      functions: admin,
    });
    return true;
  }

  private grantRoutes(grantee: IGrantable, permissions: readonly AdminPermission[]): Grant {
    throwIssues(this, requiredIssues('grantee', grantee, GRANTEE));
    if (this.auth._document.mode !== 'iam') {
      const rule = 'users of a user pool get permissions from groups and scopes, and not from IAM';
      const fix = 'add the user to the group, or give the client the scope';
      throw new SynthError(this, [{ prop: 'auth', value: this.auth._document.mode, rule, fix }]);
    }
    const routes = ADMIN_ROUTES.filter((route) =>
      route.permissions.every((one) => permissions.includes(one)),
    );
    const { stageName } = this.api.deploymentStage;
    const resourceArns = routes.map(({ method, path }) =>
      this.api.arnForExecuteApi(method, ADMIN_BASE_PATH + path.replace('{id}', '*'), stageName),
    );
    return Grant.addToPrincipal({ grantee, actions: ['execute-api:Invoke'], resourceArns });
  }

  /** The policy has been checked with the evaluator; only variables of the user can be too many here. */
  private environmentIssues(
    own: Record<string, string>,
    { admin = {} }: CorsAdminApiProps,
  ): readonly SynthIssue[] {
    if (admin.environment === undefined) return [];
    return environmentIssues(this, { ...own, ...optionEnvironment(admin) }, 'admin.environment');
  }

  private makeFunction(
    id: string,
    { admin: options, logRetention }: CorsAdminApiProps,
    props: {
      readonly file: string;
      readonly description: string;
      readonly environment: Record<string, string>;
    },
  ): LambdaFunction {
    const common = { timeout: TIMEOUT, memorySize: DEFAULT_MEMORY_SIZE, logRetention, options };
    return new HandlerFunction(this, id, { bundle: 'admin', ...props, ...common }).handler;
  }
}

/** The environment of the simulator: the policy of the evaluator, where it is known, and the API in front of it. */
function simulatorEnvironment({ allowlist, gatewayApi }: CorsAdminApiProps): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of [POLICY, ENDPOINTS]) {
    const value = allowlist.middlewareEnvironment[name];
    if (value !== undefined) environment[name] = value;
  }
  if (gatewayApi !== undefined) {
    environment[GATEWAY_API_ID] = gatewayApi.restApiId;
    environment[GATEWAY_STAGE] = gatewayApi.deploymentStage.stageName;
  }
  return environment;
}
