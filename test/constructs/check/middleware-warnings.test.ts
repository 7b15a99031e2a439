import { Annotations as Notes, Aspects, NestedStack, Stack, type App } from 'aws-cdk-lib';
import { CfnMethod, LambdaIntegration, RestApi, SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import {
  Alias,
  CfnFunction,
  Code,
  Function as LambdaFunction,
  Runtime,
  type IFunction,
  type IVersion,
} from 'aws-cdk-lib/aws-lambda';
import { CorsAllowlist, Excluded } from '../../../lib';
import { backendFunction } from '../support/backend-function';
import { scratchApp } from '../support/scratch-app';
import { WITH_TABLE } from '../support/with-table';

const ID = 'apigateway-cors-allowlist:withoutMiddleware';

interface Parts {
  readonly app: App;
  readonly stack: Stack;
  readonly api: RestApi;
  readonly allowlist: CorsAllowlist;
}

/** The texts of the warnings of an app whose API is protected. */
function warningsOf(use: (parts: Parts) => void): readonly string[] {
  const app = scratchApp();
  const stack = new Stack(app, 'Example');
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  const given = backendFunction(stack, 'Given');
  const allowlist = new CorsAllowlist(stack, 'Allowlist', WITH_TABLE);
  allowlist.grantMiddleware(given);
  api.root.addResource('given').addMethod('GET', integration(given));
  use({ app, stack, api, allowlist });
  return Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp(ID))
    .map(({ entry }) => entry.data as string);
}

const integration = (handler: IFunction) => new LambdaIntegration(handler);
const GRANT = 'allowlist.grantMiddleware(fn)';

describe('a function behind a protected method', () => {
  test('that is not given what withCors needs is a warning with the line that gives it', () => {
    const [text, ...more] = warningsOf(({ stack, api, allowlist }) => {
      const handler = backendFunction(stack);
      const orders = api.root.addResource('orders');
      orders.addMethod('GET', integration(handler));
      orders.addMethod('POST', integration(handler));
      allowlist.protect(api);
    });
    expect(more).toEqual([]);
    expect(text).toContain('Example/Backend answers GET /orders, POST /orders');
    expect(text).toContain(GRANT);
  });

  test.each<[name: string, use: (parts: Parts, handler: LambdaFunction) => void]>([
    [
      'by grantMiddleware',
      ({ allowlist }, handler) => {
        allowlist.grantMiddleware(handler);
      },
    ],
    [
      'by its own environment',
      ({ allowlist }, handler) => {
        for (const [name, value] of Object.entries(allowlist.middlewareEnvironment)) {
          handler.addEnvironment(name, value);
        }
      },
    ],
    [
      'by an aspect',
      ({ app }) => {
        Aspects.of(app).add({
          visit: (node) => {
            if (node instanceof CfnFunction && node.node.path.includes('Backend')) {
              node.addPropertyOverride('Environment.Variables.CORS_TABLE_NAME', 'x');
            }
          },
        });
      },
    ],
    [
      'after protect()',
      ({ allowlist, api }, handler) => {
        allowlist.protect(api);
        allowlist.grantMiddleware(handler);
      },
    ],
  ])('that is given it %s is none', (_name, use) => {
    expect(
      warningsOf((parts) => {
        const handler = backendFunction(parts.stack);
        parts.api.root.addMethod('GET', integration(handler));
        use(parts, handler);
        parts.allowlist.protect(parts.api);
      }),
    ).toEqual([]);
  });

  test('in another language is none: it sets the headers from the context', () => {
    expect(
      warningsOf(({ stack, api, allowlist }) => {
        const code = Code.fromInline('def handler(event, context): pass');
        const runtime = Runtime.PYTHON_3_13;
        const handler = new LambdaFunction(stack, 'Python', { code, runtime, handler: 'index.handler' });
        api.root.addMethod('GET', integration(handler));
        allowlist.protect(api);
      }),
    ).toEqual([]);
  });

  test.each<[name: string, acknowledge: (parts: Parts) => void]>([
    [
      'on the allowlist',
      ({ allowlist }) => {
        Notes.of(allowlist).acknowledgeWarning(ID);
      },
    ],
    [
      'on the stack',
      ({ stack }) => {
        Notes.of(stack).acknowledgeWarning(ID);
      },
    ],
  ])('can be acknowledged %s, before and after', (_name, acknowledge) => {
    for (const isBefore of [true, false]) {
      expect(
        warningsOf((parts) => {
          parts.api.root.addMethod('GET', integration(backendFunction(parts.stack)));
          if (isBefore) acknowledge(parts);
          parts.allowlist.protect(parts.api);
          if (!isBefore) acknowledge(parts);
        }),
      ).toEqual([]);
    }
  });

  test.each<[name: string, use: (parts: Parts) => void]>([
    [
      'behind an alias',
      ({ stack, api }) => {
        const alias = new Alias(stack, 'Live', {
          aliasName: 'live',
          version: backendFunction(stack).currentVersion as IVersion,
        });
        api.root.addMethod('GET', integration(alias as IFunction));
      },
    ],
    [
      'in a nested stack',
      ({ stack, api }) => {
        api.root.addMethod('GET', integration(backendFunction(new NestedStack(stack, 'Nested'))));
      },
    ],
    [
      'by an override',
      ({ stack, api }) => {
        const handler = backendFunction(stack);
        const method = api.root.addMethod('GET', integration(handler));
        const id = stack.getLogicalId(handler.node.defaultChild as CfnFunction);
        (method.node.defaultChild as CfnMethod).addPropertyOverride('Integration.Uri', {
          'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${id}.Arn}/invocations`,
        });
      },
    ],
    [
      'that is written by itself',
      ({ stack, api }) => {
        const raw = new CfnFunction(stack, 'Bare', {
          code: { zipFile: ' ' },
          role: 'x',
          runtime: 'nodejs24.x',
        });
        new CfnMethod(stack, 'Method', {
          restApiId: api.restApiId,
          resourceId: api.restApiRootResourceId,
          httpMethod: 'GET',
          integration: {
            type: 'AWS_PROXY',
            integrationHttpMethod: 'POST',
            uri: `x/${raw.attrArn}/invocations`,
          },
        });
      },
    ],
  ])('%s is found too', (_name, use) => {
    expect(
      warningsOf((parts) => {
        use(parts);
        parts.allowlist.protect(parts.api);
      }),
    ).toHaveLength(1);
  });

  test('that is left out is none', () => {
    expect(
      warningsOf(({ stack, api, allowlist }) => {
        const apart = api.root.addResource('apart');
        apart.addMethod('GET', integration(backendFunction(stack, 'Apart')));
        allowlist.protect(api, { exclude: [apart], excludeAs: Excluded.WITHOUT_HEADERS });
      }),
    ).toEqual([]);
  });
});

test('a function behind an operation of a protected document is found too', () => {
  const found = (isGiven: boolean): readonly string[] =>
    warningsOf(({ stack, allowlist }) => {
      const handler = backendFunction(stack);
      if (isGiven) allowlist.grantMiddleware(handler);
      const uri = `arn:aws:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`;
      const get = { 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri } };
      const document = {
        openapi: '3.0.1',
        info: { title: 'x', version: '1' },
        paths: { '/orders': { get } },
      };
      new SpecRestApi(stack, 'Spec', {
        apiDefinition: allowlist.protectedDefinition(document),
        cloudWatchRole: false,
      });
    });
  expect(found(true)).toEqual([]);
  const [text, ...more] = found(false);
  expect(more).toEqual([]);
  expect(text).toContain('Example/Backend answers GET /orders');
});

test('a function in another stack names the line that makes no cycle', () => {
  const [text] = warningsOf(({ app, api, allowlist }) => {
    api.root.addMethod('GET', integration(backendFunction(new Stack(app, 'Other'))));
    allowlist.protect(api);
  });
  expect(text).toContain('fromCorsAllowlistAttributes');
});
