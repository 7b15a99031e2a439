import { App, Aspects, CfnParameter, NestedStack, Stack, Stage, type IAspect } from 'aws-cdk-lib';
import {
  CfnDeployment,
  CfnGatewayResponse,
  CfnMethod,
  CfnResource as CfnApiResource,
  CfnStage,
  LambdaIntegration,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorsAllowlist } from '../../../lib';
import { backendFunction } from '../support/backend-function';
import { built, faults, faultsOf, l1, methodsIn, twin, type Parts } from '../support/protected-api';
import { scratchApp } from '../support/scratch-app';
import { WITH_TABLE } from '../support/with-table';

const folder = mkdtempSync(join(tmpdir(), 'mixed-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A template with a method, a deployment and a stage, as people bring them along. */
function include({ stack, api }: Parts): void {
  const templateFile = join(folder, 'included.json');
  const template = {
    Parameters: { ApiId: { Type: 'String' }, RootId: { Type: 'String' } },
    Resources: {
      Included: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: { Ref: 'ApiId' },
          ResourceId: { Ref: 'RootId' },
          HttpMethod: 'PATCH',
          AuthorizationType: 'NONE',
          Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: 'arn:aws:lambda:one' },
        },
      },
      IncludedDeployment: {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: 'Included',
        Properties: { RestApiId: { Ref: 'ApiId' } },
      },
      IncludedStage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: {
          RestApiId: { Ref: 'ApiId' },
          StageName: 'included',
          DeploymentId: { Ref: 'IncludedDeployment' },
        },
      },
    },
  };
  writeFileSync(templateFile, JSON.stringify(template));
  const parameters = { ApiId: api.restApiId, RootId: api.root.resourceId };
  new CfnInclude(stack, 'Template', { templateFile, parameters });
}

/** Shapes of APIs, each before `protect`, which takes all of them. */
const SHAPES: Record<string, (parts: Parts) => void> = {
  'a method that is written by itself': ({ stack, api }) => l1(stack, api, 'Bare'),
  'a nested stack': ({ stack, api, orders }) => {
    twin(new NestedStack(stack, 'Nested'), api).root.addResource('nested').addMethod('GET', orders);
  },
  'an included template': include,
  'a deployment of its own': ({ stack, api: { restApiId } }) =>
    new CfnDeployment(stack, 'Own', { restApiId, stageName: 'own' }),
  'a second stage': ({ stack, api }) => {
    const deploymentId = api.latestDeployment!.deploymentId;
    new CfnStage(stack, 'Second', { restApiId: api.restApiId, stageName: 'two', deploymentId });
  },
  'a proxy resource': ({ stack, api }) => {
    api.root.addProxy({ defaultIntegration: new LambdaIntegration(backendFunction(stack, 'All')) });
  },
  'a path that is known only at deployment': ({ stack, api: { restApiId, root } }) => {
    const pathPart = new CfnParameter(stack, 'Part').valueAsString;
    const resource = new CfnApiResource(stack, 'Unknown', { restApiId, parentId: root.resourceId, pathPart });
    l1(stack, { restApiId, root }, 'AtUnknown', resource.ref);
  },
  'a gateway response': ({ stack, api: { restApiId } }) =>
    new CfnGatewayResponse(stack, 'Throttled', { restApiId, responseType: 'THROTTLED' }),
};

const shapes = Object.entries(SHAPES);
const pairs = shapes.flatMap(([name, shape], index) =>
  shapes.slice(index + 1).map(([other, second]): [string, string, (parts: Parts) => void] => [
    name,
    other,
    (parts) => {
      shape(parts);
      second(parts);
    },
  ]),
);

test.each(pairs)('%s and %s: everything is judged', (_, __, before) => {
  expect(
    methodsIn(built({ before })).filter((method) => method.endsWith('NONE') && !method.startsWith('OPTIONS')),
  ).toEqual([]);
});

test('all of them together, in a stage of a pipeline', () => {
  const stage = new Stage(scratchApp(), 'Prod');
  const before = (parts: Parts): void => {
    for (const [, shape] of shapes) shape(parts);
  };
  expect(faultsOf(built({ before }, stage))).toEqual([]);
});

test.each(shapes.filter(([name]) => /method|nested|included|proxy|path/.test(name)))(
  '%s after protect() is a fault in a stage of a pipeline too',
  (_, after) => {
    const stage = new Stage(scratchApp(), 'Prod');
    expect(faultsOf(built({ after }, stage)).length).toBeGreaterThan(0);
  },
);

describe('two APIs in an app', () => {
  const two = (after: (first: RestApi, second: RestApi, stack: Stack) => void): string[] => {
    const stack = new Stack(scratchApp(), 'Example');
    const orders = new LambdaIntegration(backendFunction(stack));
    const [first, second] = ['First', 'Second'].map((id) => {
      const api = new RestApi(stack, id, { cloudWatchRole: false });
      api.root.addMethod('GET', orders);
      return api;
    });
    const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
    allowlist.protect(first!);
    allowlist.protect(second!);
    after(first!, second!, stack);
    return faultsOf(stack);
  };

  test('are looked at each by itself', () => {
    expect(two(() => undefined)).toEqual([]);
    expect(two((_, second, stack) => l1(stack, second))).toEqual(['POST / is "Example/L1"']);
  });

  test('are named once, though two parts of one are protected', () => {
    const found = faults({
      after: ({ stack, api, allowlist }) => {
        allowlist.protect(api.root.getResource('orders')!);
        new CorsAllowlist(stack, 'Other', WITH_TABLE).authorizerFor(twin(stack, api));
        l1(stack, api);
      },
    });
    expect(found).toEqual(['POST / is "Example/L1"']);
  });
});

describe.each([true, false])('with aspects that the CDK repeats until nothing changes: %s', (isStable) => {
  const app = (): App => scratchApp({ '@aws-cdk/core:aspectStabilization': isStable });

  test('a method that an aspect adds is seen', () => {
    const adding: IAspect = {
      visit: (node) => {
        if (node instanceof RestApi && node.node.tryFindChild('Added') === undefined) {
          new CfnMethod(node, 'Added', {
            restApiId: node.restApiId,
            resourceId: node.root.resourceId,
            httpMethod: 'PUT',
            authorizationType: 'NONE',
          });
        }
      },
    };
    const after = ({ stack }: Parts): void => {
      Aspects.of(stack).add(adding);
    };
    expect(faultsOf(built({ after }, app()))).toEqual(['PUT / is "Example/Api/Added"']);
  });

  test('an aspect can protect an API, with deployments that come before and after it', () => {
    const stack = new Stack(app(), 'Example');
    const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
    api.root.addMethod('GET', new LambdaIntegration(backendFunction(stack)));
    const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
    const protecting: IAspect = {
      visit: (node) => {
        if (node === api) allowlist.protect(api);
      },
    };
    Aspects.of(stack).add(protecting);
    new CfnDeployment(stack, 'Own', { restApiId: api.restApiId, stageName: 'own' });
    expect(faultsOf(stack)).toEqual([]);
    expect(methodsIn(stack)).toEqual(['GET CUSTOM', 'OPTIONS NONE']);
  });
});

test('a second synthesis of the same app gives the same', () => {
  const app = scratchApp();
  const before = (parts: Parts): void => {
    for (const [, shape] of shapes) shape(parts);
  };
  const stack = built({ before }, app);
  const templates = [app.synth(), app.synth({ force: true })].map(
    (assembly) => assembly.getStackByName(stack.stackName).template as unknown,
  );
  expect(templates[1]).toEqual(templates[0]);
});

test('a program without types is checked too', () => {
  const app = new App({
    context: { 'aws:cdk:disable-asset-staging': true },
    outdir: join(folder, 'cdk.out'),
  });
  const stack = built(
    {
      after: (parts) => {
        const method = l1(parts.stack, parts.api) as unknown as Record<string, unknown>;
        method['authorizationType'] = undefined;
        method['httpMethod'] = 'any';
        const stage = parts.api.deploymentStage.node.defaultChild as CfnStage;
        stage.addPropertyOverride('CacheClusterEnabled', 'true');
        stage.addPropertyOverride('MethodSettings', [
          { ResourcePath: '/*', HttpMethod: '*', CachingEnabled: 'true' },
        ]);
      },
    },
    app,
  );
  expect(faultsOf(stack)).toEqual([
    'ANY / is "Example/L1"',
    'cachingEnabled of GET /orders is true',
    'cachingEnabled of ANY / is true',
  ]);
});
