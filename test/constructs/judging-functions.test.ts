import { NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { CfnMethod } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  DockerImageCode,
  DockerImageFunction,
  Function as LambdaFunction,
  type CfnFunction,
} from 'aws-cdk-lib/aws-lambda';
import { CorsAllowlist, JudgedBy } from '../../lib';
import { backendFunction } from './support/backend-function';
import { isGiven, parts, protectedBy, to, type Parts } from './support/judged-api';
import { faultsOf } from './support/protected-api';
import { scratchApp } from './support/scratch-app';
import { methodsOf } from './support/stack-of';
import { WITH_TABLE } from './support/with-table';

const judgedBy = JudgedBy.MIDDLEWARE;

describe('a function that the middleware judges in', () => {
  /** The faults that the check after the aspects finds. */
  const faults = (use: (parts: Parts) => void): string[] => {
    const stack = new Stack(scratchApp(), 'Example');
    use(parts(stack));
    return faultsOf(stack);
  };

  test('is given what it needs from an image, in a nested stack, and behind a bare method', () => {
    const built = protectedBy({ judgedBy }, ({ stack, api }) => {
      const code = DockerImageCode.fromEcr(Repository.fromRepositoryName(stack, 'Images', 'x'));
      api.root.addResource('image').addMethod('GET', to(new DockerImageFunction(stack, 'Image', { code })));
      const nested = new NestedStack(stack, 'Nested');
      api.root.addResource('nested').addMethod('GET', to(backendFunction(nested)));
      const bare = backendFunction(stack, 'Bare');
      new CfnMethod(stack, 'Method', {
        restApiId: api.restApiId,
        resourceId: api.root.resourceId,
        httpMethod: 'GET',
        integration: {
          type: 'AWS_PROXY',
          integrationHttpMethod: 'POST',
          uri: `arn:aws:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${bare.functionArn}/invocations`,
        },
      });
    });
    expect(isGiven(built, /^(Image|Bare)/)).toBe(true);
    expect(methodsOf(built)['GET /']).not.toMatch(/ CUSTOM$/);
  });

  test('and lacks what it needs is an error with the line that gives it', () => {
    const found = faults(({ stack, api, allowlist }) => {
      const other = backendFunction(new Stack(Stage.of(stack), 'Other'));
      api.root.addResource('other').addMethod('GET', to(other));
      allowlist.protect(api, { judgedBy });
    });
    expect(found).toEqual(['GET /other is "Other/Backend"']);
  });

  test('and loses its environment again is an error', () => {
    const found = faults(({ api, allowlist, handler }) => {
      allowlist.protect(api, { judgedBy });
      (handler.node.defaultChild as CfnFunction).addPropertyDeletionOverride('Environment');
    });
    expect(found).toEqual(['GET /orders is "Example/Orders"']);
  });

  test('and is replaced by a MOCK is an error', () => {
    const found = faults(({ api, allowlist }) => {
      allowlist.protect(api, { judgedBy });
      const method = api.root.getResource('orders')!.node.findChild('GET').node.defaultChild as CfnMethod;
      method.addPropertyOverride('Integration', { Type: 'MOCK', Uri: 'x' });
    });
    expect(found).toEqual(['GET /orders is "MOCK"']);
  });

  test('is a warning where it is of another app', () => {
    const stack = new Stack(scratchApp(), 'Example');
    const { api, allowlist } = parts(stack);
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
    api.root.addResource('far').addMethod('GET', to(LambdaFunction.fromFunctionArn(stack, 'Far', arn)));
    allowlist.protect(api, { judgedBy });
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('unknownJudge'));
    expect(found.map(({ entry }) => entry.data as string)).toEqual([expect.stringContaining('GET /far')]);
  });

  test('and judges by another allowlist is an error, whichever comes last', () => {
    for (const isFirst of [true, false]) {
      const found = faults(({ stack, api, allowlist, handler }) => {
        const other = new CorsAllowlist(stack, 'Partners', WITH_TABLE);
        if (isFirst) other.grantMiddleware(handler);
        allowlist.protect(api, { judgedBy });
        if (!isFirst) other.grantMiddleware(handler);
      });
      expect(found).toEqual(isFirst ? [] : ['GET /orders is "Example/Orders"']);
    }
  });

  test('a method that is added later is an error', () => {
    const found = faults(({ api, allowlist, handler }) => {
      allowlist.protect(api, { judgedBy });
      api.root.addResource('late').addMethod('GET', to(handler));
    });
    expect(found).toEqual(['GET /late is "Example/Api/Default/late/GET"']);
  });
});
