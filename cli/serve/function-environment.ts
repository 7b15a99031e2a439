import { LOCAL_ORIGINS, VERDICT_LOG } from '../../lib/contract';

/** Where the local servers are. */
interface LocalEndpoints {
  readonly dynamodb: string;
  readonly logs: string;
  readonly lambda: string;
  /** Origins of APIs by the domain names that they have on AWS. */
  readonly origins?: Readonly<Record<string, string>>;
}

/** Variables that AWS tools read, in the environment of this terminal. */
const AWS_VARIABLE = /^AWS_/;

/** Set by the runtime or the template; a terminal says nothing about them. */
const OF_THE_FUNCTION = /^AWS_(?:LAMBDA_|REGION$|DEFAULT_REGION$|EXECUTION_ENV$)/;

/**
 * The variables that functions get besides their own. Their DynamoDB, CloudWatch Logs and Lambda are the local ones in either
 * case, because their tables, lines and functions are. Each verdict has a line here, so that the terminal can say its reason; but
 * none where the template wants none.
 *
 * @param own the variables of the template
 * @param shared whether they get the AWS credentials of this terminal; otherwise they have dummy ones and no profile
 */
export function functionEnvironment(
  endpoints: LocalEndpoints,
  own: ReadonlyMap<string, string>,
  shared: boolean,
  terminal: NodeJS.ProcessEnv = process.env,
): Record<string, string | undefined> {
  const local = {
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoints.logs,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
    ...(own.get(VERDICT_LOG) === 'none' ? {} : { [VERDICT_LOG]: 'all' }),
    ...(endpoints.origins && { [LOCAL_ORIGINS]: JSON.stringify(endpoints.origins) }),
  };
  if (!shared) return local;
  const inherited = Object.entries(terminal).filter(
    ([name]) => AWS_VARIABLE.test(name) && !OF_THE_FUNCTION.test(name),
  );
  return {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_CONFIG_FILE: undefined,
    AWS_SHARED_CREDENTIALS_FILE: undefined,
    ...Object.fromEntries(inherited),
    ...local,
  };
}
