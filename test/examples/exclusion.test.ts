import { Stack, type App } from 'aws-cdk-lib';
import { MockIntegration, RestApi, SpecRestApi, type IntegrationResponse } from 'aws-cdk-lib/aws-apigateway';
import { CorsAdminApi, CorsAllowlist, CorsEndpoint, CorsEndpoints, Excluded, PathMatch } from '../../lib';
import { LISTED, LocalApi, OTHER } from '../support/local-api';

/*
 * The ways in which a part of an API is left out, on the local gateway. The table opens every path to the list.
 */

const TEMPLATES = { 'application/json': '{"statusCode": 200}' };
const ANSWER: IntegrationResponse = { statusCode: '200', responseTemplates: { 'application/json': '{}' } };

function allowlistOf(stack: Stack): CorsAllowlist {
  const endpoints = CorsEndpoints.of([CorsEndpoint.allowlist('/', { match: PathMatch.PREFIX })]);
  const allowlist = new CorsAllowlist(stack, 'Allowlist', { endpoints });
  new CorsAdminApi(stack, 'Admin', { allowlist });
  return allowlist;
}

/** `GET /mock` is protected, and `GET /left` is excluded. */
function constructs(app: App, excludeAs: Excluded): Stack {
  const stack = new Stack(app, 'Left');
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  for (const path of ['mock', 'left']) {
    const integration = new MockIntegration({ requestTemplates: TEMPLATES, integrationResponses: [ANSWER] });
    const method = { methodResponses: [{ statusCode: '200' }] };
    api.root.addResource(path).addMethod('GET', integration, method);
  }
  allowlistOf(stack).protect(api, { exclude: [api.root.getResource('left')!], excludeAs });
  return stack;
}

/** The same from a document. */
function document(app: App, excludeAs: Excluded): Stack {
  const stack = new Stack(app, 'Left');
  const get = {
    responses: { '200': { description: 'OK' } },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: TEMPLATES,
      responses: { default: ANSWER },
    },
  };
  const definition = {
    openapi: 3.0,
    info: { title: 'Left', version: '1' },
    paths: { '/mock': { get }, '/left': { get } },
  };
  const apiDefinition = allowlistOf(stack).protectedDefinition(definition, { exclude: ['/left'], excludeAs });
  new SpecRestApi(stack, 'Api', { apiDefinition, cloudWatchRole: false });
  return stack;
}

type Read = readonly [status: number, allowOrigin: string | undefined];

describe.each([
  ['an API of constructs', constructs],
  ['an API of a document', document],
])('%s', (_, define) => {
  describe.each<[Excluded, Record<'listed' | 'other' | 'none' | 'preflight', Read>]>([
    [
      Excluded.CLOSED,
      {
        listed: [403, undefined],
        other: [403, undefined],
        none: [200, undefined],
        preflight: [403, undefined],
      },
    ],
    [
      Excluded.WITHOUT_HEADERS,
      { listed: [200, undefined], other: [403, undefined], none: [200, undefined], preflight: [204, LISTED] },
    ],
    [
      Excluded.UNTOUCHED,
      {
        listed: [200, undefined],
        other: [200, undefined],
        none: [200, undefined],
        preflight: [403, undefined],
      },
    ],
  ])('whose part is excluded as %s', (excludeAs, expected) => {
    let api: LocalApi | undefined;
    beforeAll(async () => {
      jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
      api = await LocalApi.start((app) => define(app, excludeAs));
    }, 60_000);
    afterAll(async () => {
      await api?.stop();
      jest.restoreAllMocks();
    });

    test('answers there as the way says', async () => {
      const path = '/left';
      expect({
        listed: await api!.read({ path, origin: LISTED }),
        other: await api!.read({ path, origin: OTHER }),
        none: await api!.read({ path }),
        preflight: await api!.preflight({ path, origin: LISTED }),
      }).toEqual(expected);
    });

    test('answers beside it with the headers of the verdict', async () => {
      const path = '/mock';
      expect(await api!.read({ path, origin: LISTED })).toEqual([200, LISTED]);
      expect(await api!.read({ path, origin: OTHER })).toEqual([403, undefined]);
      expect(await api!.preflight({ path, origin: LISTED })).toEqual([204, LISTED]);
    });
  });
});
