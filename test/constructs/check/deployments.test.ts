import { CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import {
  CfnDeployment,
  Deployment,
  LambdaIntegration,
  RestApi,
  Stage as ApiStage,
  type CfnGatewayResponse,
  type CfnMethod,
  type CfnResource,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CorsAllowlist } from '../../../lib';
import { backendFunction } from '../support/backend-function';
import { WITH_TABLE } from '../support/with-table';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { built, faults, faultsOf, l1, twin, type Parts, type Use } from '../support/protected-api';
import { scratchApp } from '../support/scratch-app';

interface Resource {
  readonly DependsOn?: readonly string[];
  readonly Properties: Record<string, unknown>;
}

function deploymentsIn(stack: Stack): Record<string, Resource> {
  return Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment') as Record<string, Resource>;
}

/** Deployments of one's own. */
const OWN: Record<string, (parts: Parts) => void> = {
  'of the API': ({ stack, api }) => {
    const deployment = new Deployment(stack, 'Own', { api: api as IRestApi });
    new ApiStage(stack, 'Stage', { deployment, stageName: 'own' });
  },
  'of an import of it': ({ stack, api }) => {
    new Deployment(stack, 'Own', { api: twin(stack, api), stageName: 'own' });
  },
  'written by itself': ({ stack, api: { restApiId } }) => {
    new CfnDeployment(stack, 'Own', { restApiId, stageName: 'own' });
  },
};

const CASES = Object.entries(OWN).flatMap(([name, make]): [string, Use][] => [
  [`${name}, made before protect()`, { before: make }],
  [`${name}, made after protect()`, { after: make }],
  [`${name}, the only one`, { props: { deploy: false }, after: make }],
  [
    `${name}, where every authorizer is kept`,
    {
      before: (parts) => {
        const get = parts.api.root.getResource('orders')!.node.findChild('GET').node
          .defaultChild as CfnMethod;
        get.authorizationType = 'AWS_IAM';
        make(parts);
      },
      options: { keepAuthorizers: true },
    },
  ],
]);

describe.each(CASES)('a deployment %s', (_, use) => {
  const changed = (change: (parts: Parts) => void): Use => ({
    ...use,
    after: (parts) => {
      use.after?.(parts);
      change(parts);
    },
  });

  test('waits for all methods, responses and authorizers', () => {
    const template = Template.fromStack(built(use));
    const awaited = ['Method', 'GatewayResponse', 'Authorizer'].flatMap((type) =>
      Object.keys(template.findResources(`AWS::ApiGateway::${type}`)),
    );
    const permission = Object.keys(template.findResources('AWS::Lambda::Permission')).find((id) =>
      /Evaluator/.test(id),
    );
    if (permission !== undefined) awaited.push(permission);
    for (const { DependsOn } of Object.values(template.findResources('AWS::ApiGateway::Deployment'))) {
      expect(DependsOn).toEqual(expect.arrayContaining(awaited));
    }
  });

  test('stays the same for the same API, whatever its stack is called', () => {
    const elsewhere = built(use, new Stage(scratchApp(), 'Prod'));
    expect(Object.keys(deploymentsIn(built(use)))).toEqual(Object.keys(deploymentsIn(elsewhere)));
  });

  test.each<[string, (parts: Parts) => void]>([
    [
      'a gateway response',
      ({ api }) => {
        const response = api.node.findChild('DEFAULT_4XX').node.defaultChild as CfnGatewayResponse;
        response.addPropertyOverride('StatusCode', '418');
      },
    ],
    [
      'a method, by override',
      ({ api }) => {
        const get = api.root.getResource('orders')!.node.findChild('GET').node.defaultChild as CfnMethod;
        get.addPropertyOverride('Integration.TimeoutInMillis', 1000);
      },
    ],
    [
      'the API',
      ({ api }) => {
        (api.node.defaultChild as CfnResource).addPropertyOverride('MinimumCompressionSize', 5);
      },
    ],
  ])('is made anew by a change of %s', (__, change) => {
    const before = Object.keys(deploymentsIn(built(use)));
    const after = Object.keys(deploymentsIn(built(changed(change))));
    expect(after).toHaveLength(before.length);
    for (const id of after) expect(before).not.toContain(id);
  });
});

test('a method of a nested stack makes the deployment anew', () => {
  const ids = [1000, 2000].map((timeoutInMillis) => {
    const stack = built({
      before: ({ stack: parent, api }) => {
        const method = l1(new NestedStack(parent, 'Nested'), api);
        method.addPropertyOverride('Integration.TimeoutInMillis', timeoutInMillis);
      },
    });
    return Object.keys(deploymentsIn(stack));
  });
  expect(ids[0]).not.toEqual(ids[1]);
});

/** An API, and another stack that adds a method to it. */
function twoStacks(other: (stack: Stack, api: IRestApi, parts: Parts) => void): string[] {
  const app = scratchApp();
  const stack = built(
    {
      before: (parts) => {
        const second = new Stack(app, 'Other');
        const api = twin(second, parts.api);
        l1(second, parts.api);
        other(second, api, parts);
      },
    },
    app,
  );
  return faultsOf(stack);
}

describe('a method of another stack', () => {
  test('comes after the deployment of its API', () => {
    expect(twoStacks(() => undefined)).toEqual(
      ['POST / is "Example/../Other/L1"', 'OPTIONS / is "Example/../Other/L1Preflight"'].map((line) =>
        line.replace('Example/../', ''),
      ),
    );
  });

  test('is in force with a deployment there', () => {
    expect(
      twoStacks((stack, api) => {
        new Deployment(stack, 'Own', { api, stageName: 'prod' });
      }),
    ).toEqual([]);
  });

  test('is not in force with a deployment there that no stage has', () => {
    expect(
      twoStacks((stack, api) => {
        new Deployment(stack, 'Own', { api });
      }),
    ).toHaveLength(2);
  });
});

describe('an API in a nested stack', () => {
  const nestedApi = (add: (parent: Stack, api: RestApi) => void): string[] => {
    const parent = new Stack(scratchApp(), 'Example');
    const nested = new NestedStack(parent, 'Nested');
    const api = new RestApi(nested, 'Api', { cloudWatchRole: false });
    const handler = backendFunction(nested);
    api.root.addResource('orders').addMethod('GET', new LambdaIntegration(handler));
    const allowlist = new CorsAllowlist(nested, 'Allowlist', WITH_TABLE);
    add(parent, api);
    allowlist.protect(api);
    return faultsOf(parent);
  };

  test('is judged there', () => {
    expect(nestedApi(() => undefined)).toEqual([]);
  });

  test('is deployed before the methods of its parent', () => {
    expect(nestedApi((parent, api) => l1(parent, api))).toEqual([
      'POST / is "Example/L1"',
      'OPTIONS / is "Example/L1Preflight"',
    ]);
  });

  test('and before those of another nested stack, which need a deployment there', () => {
    expect(nestedApi((parent, api) => l1(new NestedStack(parent, 'Second'), api))).toHaveLength(2);
    expect(
      nestedApi((parent, api) => {
        const second = new NestedStack(parent, 'Second');
        l1(second, api);
        new CfnDeployment(second, 'Own', { restApiId: api.restApiId, stageName: 'prod' });
      }),
    ).toEqual([]);
  });
});

describe('a nested stack that uses the URL of the API', () => {
  const circle = (value: (parts: Parts) => string): string[] =>
    faults({
      before: (parts) => {
        const nested = new NestedStack(parts.stack, 'Nested');
        l1(nested, parts.api);
        new CfnOutput(nested, 'Url', { value: value(parts) });
      },
    });

  test('could not be deployed, because the deployment waits for its methods', () => {
    expect(circle(({ api }) => api.url)).toEqual([
      'POST / is "Example/Nested.NestedStack/Nested.NestedStackResource"',
      'OPTIONS / is "Example/Nested.NestedStack/Nested.NestedStackResource"',
    ]);
  });

  test('can use its id', () => {
    expect(circle(({ api }) => api.restApiId)).toEqual([]);
  });
});

test('a deployment whose DependsOn an override replaces is an error', () => {
  const found = faults({
    after: ({ api }) => {
      (api.latestDeployment!.node.defaultChild as CfnResource).addOverride('DependsOn', []);
    },
  });
  expect(found).toContain('GET /orders is "Example/Api/Deployment/Resource"');
});

describe('warnings', () => {
  const warnings = (use: Use): string[] =>
    Annotations.fromStack(built(use))
      .findWarning('*', Match.anyValue())
      .flatMap(({ entry }) => {
        const [, id] = /\[ack: apigateway-cors-allowlist:(\w+)\]/.exec(entry.data as string) ?? [];
        return id === undefined ? [] : [id];
      });

  test('an API that nothing deploys', () => {
    expect(warnings({ props: { deploy: false } })).toEqual(['missingDeployment']);
  });

  test('a deployment with a fixed id', () => {
    const after = ({ api }: Parts): void => {
      (api.latestDeployment!.node.defaultChild as CfnResource).overrideLogicalId('Fixed');
    };
    expect(warnings({ after })).toEqual(['fixedDeployment']);
  });

  test('none for an API that is deployed as usual', () => {
    expect(warnings({})).toEqual([]);
  });
});
