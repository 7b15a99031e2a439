import type { CfnStage, RestApi } from 'aws-cdk-lib/aws-apigateway';

/** A method, by its path in the API. */
export interface ThrottledMethod {
  readonly method: string;
  readonly path: string;
}

/** How many requests a method takes: a second on average, and at once above it. */
export interface MethodThrottle {
  readonly rate: number;
  readonly burst: number;
}

/** Gives methods limits of their own, apart from those of the stage. */
export function throttleApart(
  api: RestApi,
  methods: readonly ThrottledMethod[],
  { rate, burst }: MethodThrottle,
): void {
  const stage = api.deploymentStage.node.defaultChild as CfnStage;
  const all = stage.methodSettings as CfnStage.MethodSettingProperty[];
  const general = all.find(({ resourcePath }) => resourcePath === '/*');
  const own = methods.map(({ method, path }) => ({
    ...general,
    httpMethod: method,
    resourcePath: `/${path.replaceAll('/', '~1')}`,
    throttlingRateLimit: rate,
    throttlingBurstLimit: burst,
  }));
  stage.methodSettings = [...all, ...own];
}
