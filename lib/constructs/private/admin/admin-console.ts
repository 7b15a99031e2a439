import { Duration, Stack } from 'aws-cdk-lib';
import { AuthorizationType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CONSOLE_CONFIG, type CognitoAuthDocument, type ConsoleConfig } from '../../../contract';
import type { CorsConsoleOptions } from '../../cors-console-options';
import type { CorsFunctionOptions } from '../../cors-function-options';
import { throttleApart } from '../api/method-throttle';
import { withoutConcurrency } from '../functions/concurrency';
import { FunctionIntegration } from '../functions/function-integration';
import { HandlerFunction } from '../functions/handler-function';
import { acknowledge } from '../synth/acknowledge';
import { makeConsoleClient } from './console-client';

/** Paths of the console. Every other method on them is one of the API's own. */
export const CONSOLE_PATHS = ['/console', '/console/{proxy+}'] as const;

/** A first visit asks for eleven files, and then for none for a long time. A flood of visits must not use up what the API may take. */
const THROTTLE = { rate: 40, burst: 100 };
const METHODS = ['GET', 'HEAD'];

/** The parts of the console's surroundings. */
export interface AdminConsoleProps {
  readonly api: RestApi;
  readonly stageName: string;
  /** URLs of the API besides its own ones. */
  readonly furtherUrls: readonly string[];
  /** The endpoints by which clients reach a private API; each is a host of its own. */
  readonly vpcEndpoints: readonly IVpcEndpoint[];
  readonly userPool: IUserPool;
  readonly auth: CognitoAuthDocument;
  readonly options: CorsConsoleOptions;
  readonly logRetention: RetentionDays | undefined;
  /** The choices for the functions of the admin API. */
  readonly functions: CorsFunctionOptions | undefined;
}

/** The console of an admin API: a function without a right to anything, behind two paths that everybody may read. */
export class AdminConsole extends Construct {
  constructor(scope: Construct, id: string, props: AdminConsoleProps) {
    super(scope, id);
    const { api, userPool, auth, options } = props;
    const pages = [...ownUrls(props), ...props.furtherUrls].map(
      (url) => `${url.replace(/\/$/, '')}/console/index.html`,
    );
    const signIn = makeConsoleClient(this, { userPool, auth, options, pages });
    const config: ConsoleConfig = { signIn };
    const { handler } = new HandlerFunction(this, 'Page', {
      bundle: 'admin-console',
      description: 'Admin API of a CORS allowlist: the files of the console',
      timeout: Duration.seconds(5),
      memorySize: 256,
      environment: { [CONSOLE_CONFIG]: Stack.of(this).toJsonString(config) },
      logRetention: props.logRetention,
      options: withoutConcurrency(props.functions),
    });
    for (const path of CONSOLE_PATHS) {
      for (const method of METHODS) {
        const added = api.root
          .resourceForPath(path)
          .addMethod(method, new FunctionIntegration(handler), { authorizationType: AuthorizationType.NONE });
        const reason = 'The files of the page are public; each call that the page makes is authorized.';
        acknowledge(added, { 'AwsSolutions-APIG4': reason, 'AwsSolutions-COG4': reason });
      }
    }
    const methods = CONSOLE_PATHS.flatMap((path) => METHODS.map((method) => ({ method, path })));
    throttleApart(api, methods, THROTTLE);
  }
}

/**
 * URLs of the stage, built so that the client of the user pool does not depend on the stage: the stage depends on the methods,
 * these on the function, and the function on the client.
 */
function ownUrls({ api, stageName, vpcEndpoints }: AdminConsoleProps): readonly string[] {
  const { region, urlSuffix } = Stack.of(api);
  const ids = [
    api.restApiId,
    ...vpcEndpoints.map(({ vpcEndpointId }) => `${api.restApiId}-${vpcEndpointId}`),
  ];
  return ids.map((id) => `https://${id}.execute-api.${region}.${urlSuffix}/${stageName}`);
}
