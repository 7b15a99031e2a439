import { NestedStack } from 'aws-cdk-lib';
import { CfnGatewayResponse, GatewayResponse, ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { built, faults, twin, type Use } from '../support/protected-api';

describe('gateway responses of others', () => {
  const open = { 'Access-Control-Allow-Origin': "'*'" };

  test.each<[string, Use['after'] & object, string[]]>([
    [
      'that any origin may read',
      ({ api }) => {
        api.addGatewayResponse('Open', { type: ResponseType.QUOTA_EXCEEDED, responseHeaders: open });
      },
      ['QUOTA_EXCEEDED'],
    ],
    [
      'written by themselves, in a nested stack',
      ({ stack, api }) =>
        new CfnGatewayResponse(new NestedStack(stack, 'Nested'), 'Open', {
          restApiId: api.restApiId,
          responseType: 'THROTTLED',
          responseParameters: { 'gatewayresponse.header.ACCESS-control-allow-origin': "'*'" },
        }),
      ['THROTTLED'],
    ],
    [
      'opened by an override',
      ({ api }) => {
        const response = api.node.findChild('DEFAULT_4XX').node.defaultChild as CfnGatewayResponse;
        response.addPropertyOverride('ResponseParameters', {
          'gatewayresponse.header.Access-Control-Allow-Origin': 'method.request.header.Origin',
        });
      },
      ['DEFAULT_4XX'],
    ],
    [
      'opened where a condition of the template says so',
      ({ stack, api: { restApiId } }) => {
        const response = new CfnGatewayResponse(stack, 'Open', { restApiId, responseType: 'THROTTLED' });
        response.addPropertyOverride('ResponseParameters', {
          'Fn::If': [
            'Prod',
            { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
            { Ref: 'AWS::NoValue' },
          ],
        });
      },
      ['THROTTLED'],
    ],
    [
      'that only a macro knows',
      ({ stack, api: { restApiId } }) => {
        const response = new CfnGatewayResponse(stack, 'Open', { restApiId, responseType: 'THROTTLED' });
        response.addPropertyOverride('ResponseParameters', { 'Fn::Transform': { Name: 'Headers' } });
      },
      ['THROTTLED'],
    ],
    [
      'that answer an error for the second time',
      ({ stack, api }) => {
        new GatewayResponse(stack, 'Mine', { restApi: twin(stack, api), type: ResponseType.ACCESS_DENIED });
      },
      ['ACCESS_DENIED'],
    ],
    [
      'that are taken away',
      ({ api }) => {
        api.node.tryRemoveChild('ACCESS_DENIED');
      },
      ['ACCESS_DENIED'],
    ],
  ])('%s', (_, after, types) => {
    const found = faults({ after });
    expect(found).toHaveLength(types.length);
    for (const [index, type] of types.entries()) expect(found[index]).toContain(`gateway response ${type}`);
  });

  test('that are added late get the headers of the verdict', () => {
    const stack = built({
      after: ({ stack: home, api }) => {
        new CfnGatewayResponse(home, 'Late', {
          restApiId: api.restApiId,
          responseType: 'THROTTLED',
          responseParameters: { 'gatewayresponse.header.X-Own': "'yes'" },
        });
      },
    });
    const responses = Object.values(
      Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse'),
    );
    const late = responses
      .map(
        ({ Properties }) =>
          Properties as { ResponseType: string; ResponseParameters: Record<string, string> },
      )
      .find(({ ResponseType: type }) => type === 'THROTTLED')!;
    expect(late.ResponseParameters).toMatchObject({
      'gatewayresponse.header.X-Own': "'yes'",
      'gatewayresponse.header.Access-Control-Allow-Origin': 'context.authorizer.corsAllowOrigin',
      'gatewayresponse.header.Vary': expect.stringContaining('Origin') as string,
    });
  });
});
