import { Stack, type App } from 'aws-cdk-lib';
import { CorsBackend, CorsEndpoint, CorsEndpoints, CorsGateway } from '../../lib';
import { ownHandler } from './own-handler';

/** The gateway of an ordinary product: no Salesforce, no OAuth. */
export function ordinaryGateway(app: App): Stack {
  const stack = new Stack(app, 'Shop');
  new CorsGateway(stack, 'Cors', {
    endpoints: CorsEndpoints.of([
      CorsEndpoint.allowlist('/orders', { methods: ['GET', 'POST'] }),
      CorsEndpoint.allowlist('/orders/{id}', { methods: ['GET', 'PUT', 'DELETE'] }),
      CorsEndpoint.publicAccess('/status'),
    ]),
    backends: { '/orders': CorsBackend.lambdaFunction(ownHandler(stack)) },
    defaultBackend: CorsBackend.echo(),
  });
  return stack;
}
