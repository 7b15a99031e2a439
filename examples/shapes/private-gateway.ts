import { Stack, type App } from 'aws-cdk-lib';
import { EndpointType } from 'aws-cdk-lib/aws-apigateway';
import { InterfaceVpcEndpointAwsService, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CorsBackend, CorsEndpoint, CorsEndpoints, CorsGateway } from '../../lib';
import { ownHandler } from './own-handler';

/** A gateway that only a network of one's own reaches. */
export function privateGateway(app: App): Stack {
  const stack = new Stack(app, 'Private');
  const vpc = new Vpc(stack, 'Vpc', { natGateways: 0 });
  const vpcEndpoint = vpc.addInterfaceEndpoint('Endpoint', {
    service: InterfaceVpcEndpointAwsService.APIGATEWAY,
  });
  const gateway = new CorsGateway(stack, 'Cors', {
    endpoints: CorsEndpoints.of([CorsEndpoint.allowlist('/orders', { methods: ['GET'] })]),
    endpointConfiguration: { types: [EndpointType.PRIVATE], vpcEndpoints: [vpcEndpoint] },
    defaultBackend: CorsBackend.lambdaFunction(ownHandler(stack)),
  });
  gateway.api.grantInvokeFromVpcEndpointsOnly([vpcEndpoint]);
  return stack;
}
