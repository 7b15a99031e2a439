import type { IRestApi, RestApiBase } from 'aws-cdk-lib/aws-apigateway';

/** An API by its interface. The CDK declares some members as `T | undefined` that the interface lets be absent, which our compiler tells apart. */
export function asRestApi(api: RestApiBase): IRestApi {
  return api as IRestApi;
}
