import { Stack } from 'aws-cdk-lib';
import { Deployment, type IRestApi } from 'aws-cdk-lib/aws-apigateway';

/** The deployments that put an API's changes into force: its own, or for an imported one those that the stack here makes. */
export function deploymentsOf(api: IRestApi): readonly Deployment[] {
  if (api.latestDeployment !== undefined) return [api.latestDeployment];
  return Stack.of(api)
    .node.findAll()
    .filter((child) => child instanceof Deployment)
    .filter((deployment) => deployment.api === api);
}
