import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Functions, readAssembly, restApis, startApi, tableDefinitions } from '../../gateway';
import { send } from './fixtures/http-client';

/** An app as a user would write it, synthesized by the CDK itself. */
function synthesize(): string {
  // The CDK warns of its own use of its own deprecated parts.
  process.env['JSII_DEPRECATED'] = 'quiet';
  const app = new cdk.App();
  const stack = new cdk.Stack(app, 'Shop');
  const table = new dynamodb.TableV2(stack, 'Table', {
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
  });
  const code = (name: string) => lambda.Code.fromAsset(join(__dirname, 'fixtures', 'handlers', name));
  const functionOf = (id: string, handler: string) =>
    new lambda.Function(stack, id, {
      code: code(handler),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      environment: { TABLE: table.tableName, TABLE_ARN: table.tableArn },
    });
  const echo = functionOf('Echo', 'echo');
  const authorizer = new apigateway.RequestAuthorizer(stack, 'Authorizer', {
    handler: functionOf('Judge', 'recorder'),
    identitySources: [],
    resultsCacheTtl: cdk.Duration.seconds(0),
  });
  const api = new apigateway.RestApi(stack, 'Api', { binaryMediaTypes: ['*/*'], cloudWatchRole: false });
  const integration = new apigateway.LambdaIntegration(echo);
  const orders = api.root.addResource('orders').addResource('{id}');
  orders.addMethod('GET', integration, { authorizer });
  orders.addMethod('PUT', new apigateway.LambdaIntegration(echo.addAlias('live') as lambda.IFunction));
  orders.addMethod(
    'OPTIONS',
    new apigateway.MockIntegration({
      requestTemplates: { 'application/json': '{ statusCode: 204 }' },
      integrationResponses: [
        { statusCode: '204', responseParameters: { 'method.response.header.X-A': "'b'" } },
      ],
    }),
    { methodResponses: [{ statusCode: '204', responseParameters: { 'method.response.header.X-A': true } }] },
  );
  api.addGatewayResponse('Missing', {
    type: apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN,
    statusCode: '404',
    responseHeaders: { 'X-Id': 'context.extendedRequestId' },
  });
  return app.synth().directory;
}

test('an app that the CDK synthesized is served', async () => {
  const directory = synthesize();
  const stack = readAssembly(directory);
  const lines: string[] = [];
  const functions = new Functions(stack, { onLine: (_identity, line) => lines.push(line) });
  const [api] = restApis(stack);
  const { port, close } = await startApi({ api: api!, functions, port: 0, hosts: ['localhost'] });
  const got = await send({ port, path: '/orders/7' });
  expect(got.status).toBe(200);
  expect(got.json()).toMatchObject({
    pathParameters: { id: '7' },
    requestContext: { stage: 'prod', authorizer: { principalId: 'recorder' } },
  });
  expect(JSON.parse(lines[0]!)).toMatchObject({ type: 'REQUEST', path: '/orders/7' });
  const put = await send({ port, method: 'PUT', path: '/orders/7', body: 'x' });
  expect(put.json()).toMatchObject({ body: 'eA==', isBase64Encoded: true });
  const options = await send({ port, method: 'OPTIONS', path: '/orders/7' });
  expect([options.status, options.header('X-A')]).toEqual([204, 'b']);
  const missing = await send({ port, path: '/' });
  expect([missing.status, missing.header('X-Id')]).toEqual([404, missing.header('x-amz-apigw-id')]);
  expect(stack.output('ApiEndpoint4F160690')).toContain(api!.id);
  expect(tableDefinitions(stack)).toEqual([
    {
      logicalId: expect.any(String) as string,
      name: expect.stringMatching(/^Shop-Table/) as string,
      key: [{ name: 'pk', role: 'HASH', type: 'S' }],
    },
  ]);
  await close();
  await functions.close();
  rmSync(directory, { recursive: true });
});
