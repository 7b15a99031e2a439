import { createEntry, switchOAuth } from '../conformance/fixtures';
import type { Target } from '../conformance/target';
import { FakeIssuer } from '../lambda/evaluator/oauth/support/fake-issuer';
import { send, type PlainResponse } from '../support/http-client';
import { deployExample, destroyExample, type ExampleChoice } from './support/cdk';
import { DEPLOY_TARGET } from './support/deploy-target';
import { ownStackName, targetOf } from './support/deployed-target';

const LISTED = 'https://listed.example';
const OTHER = 'https://other.example';
const MINUTES = 60_000;

type Outputs = Readonly<Record<string, string>>;

/** A stack of an example that is deployed for one suite, and what is asked of it. */
class Story {
  private readonly choices: ExampleChoice[] = [];
  private url = '';
  private target: Target | undefined;

  constructor(
    private readonly path: string,
    private readonly headers: readonly (readonly [string, string])[] = [],
  ) {}

  /** @param story see story-app.ts */
  async deploy(story: string, props: Readonly<Record<string, unknown>> = {}): Promise<Outputs> {
    const choice = {
      stackName: ownStackName(`Story${String(this.choices.length)}`),
      app: 'test/deploy/support/story-app.ts',
      context: { story, props: JSON.stringify(props) },
    };
    this.choices.unshift(choice);
    return (await deployExample(choice)).outputs;
  }

  /** Lists one origin, by the admin API of these outputs. */
  async list(apiUrl: string | undefined, outputs: Outputs): Promise<Target> {
    this.target = targetOf({ ...outputs, GatewayUrl: apiUrl ?? '' });
    this.url = this.target.gateway.replace(/\/$/, '');
    await createEntry(this.target, { pattern: LISTED });
    return this.target;
  }

  /** Deletes what was deployed, the last one first. */
  async end(): Promise<void> {
    for (const choice of this.choices) await destroyExample(choice);
  }

  ask(
    origin: string | undefined,
    method = 'GET',
    path = this.path,
    headers = this.headers,
  ): Promise<PlainResponse> {
    const own = origin === undefined ? [] : [['Origin', origin] as const];
    return send({ url: `${this.url}${path}`, method, headers: [...own, ...headers] });
  }

  preflight(origin: string, method: string): Promise<PlainResponse> {
    return send({
      url: `${this.url}${this.path}`,
      method: 'OPTIONS',
      headers: [
        ['Origin', origin],
        ['Access-Control-Request-Method', method],
      ],
    });
  }
}

function allowOrigin(response: PlainResponse): string | undefined {
  return response.header('Access-Control-Allow-Origin');
}

/** Cases that hold for every story, whoever judges. */
function judges(story: Story): void {
  test('a request without an origin reaches the backend', async () => {
    const response = await story.ask(undefined);
    expect([response.status, allowOrigin(response)]).toEqual([200, undefined]);
    expect(response.header('Vary')).toMatch(/\bOrigin\b/i);
  });

  test('a listed origin reaches it, and may read the answer', async () => {
    const response = await story.ask(LISTED);
    expect([response.status, allowOrigin(response)]).toEqual([200, LISTED]);
  });

  test('any other is refused', async () => {
    const response = await story.ask(OTHER);
    expect([response.status, allowOrigin(response)]).toEqual([403, undefined]);
  });
}

function answersPreflights(story: Story, method = 'GET'): void {
  test('a preflight gets the same verdict', async () => {
    const allowed = await story.preflight(LISTED, method);
    expect([allowed.status, allowOrigin(allowed)]).toEqual([204, LISTED]);
    expect(allowed.header('Access-Control-Allow-Methods')).toContain(method);
    const refused = await story.preflight(OTHER, method);
    expect([refused.status, allowOrigin(refused)]).toEqual([403, undefined]);
  });
}

describe('an existing RestApi', () => {
  const story = new Story('/orders');
  beforeAll(async () => {
    const outputs = await story.deploy('protect-rest-api/ProtectRestApi');
    await story.list(outputs['ApiUrl'], outputs);
  }, 15 * MINUTES);
  afterAll(() => story.end(), 15 * MINUTES);

  judges(story);
  answersPreflights(story);

  test('a resource below another is judged by its own path', async () => {
    const response = await story.ask(LISTED, 'DELETE', '/orders/1');
    expect([response.status, allowOrigin(response)]).toEqual([200, LISTED]);
    expect(response.json()).toEqual({ method: 'DELETE', path: '/orders/1' });
    expect((await story.ask(OTHER, 'DELETE', '/orders/1')).status).toBe(403);
  });
});

describe('an API from an OpenAPI document', () => {
  const story = new Story('/orders');
  beforeAll(async () => {
    const outputs = await story.deploy('protect-openapi-document/ProtectOpenApiDocument');
    await story.list(outputs['ApiUrl'], outputs);
  }, 15 * MINUTES);
  afterAll(() => story.end(), 15 * MINUTES);

  judges(story);
  answersPreflights(story);

  // The emulator does not import the gateway responses of a document.
  if (DEPLOY_TARGET === 'aws') {
    test('a refusal is in our words', async () => {
      const response = await story.ask(OTHER);
      expect(response.json()).toMatchObject({ status: 403, code: 'origin_not_allowlisted' });
      expect(response.header('Vary')).toMatch(/\bOrigin\b/i);
    });
  }

  test('every operation of it is judged', async () => {
    for (const [method, path] of [
      ['POST', '/orders'],
      ['GET', '/orders/1'],
    ] as const) {
      expect((await story.ask(LISTED, method, path)).json()).toEqual({ method, path });
      expect((await story.ask(OTHER, method, path)).status).toBe(403);
    }
  });
});

describe('an API of another stack', () => {
  const story = new Story('/orders');
  beforeAll(async () => {
    const owner = await story.deploy('owner');
    const outputs = await story.deploy('imported-api/ImportedApi', {
      restApiId: owner['RestApiId'],
      rootResourceId: owner['RootResourceId'],
      stageName: 'prod',
    });
    await story.list(owner['ApiUrl'], outputs);
  }, 15 * MINUTES);
  afterAll(() => story.end(), 15 * MINUTES);

  judges(story);
  answersPreflights(story);
});

describe('the allowlist of another stack', () => {
  const story = new Story('/orders');
  beforeAll(async () => {
    const owner = await story.deploy('shared-allowlist/SharedAllowlist');
    const outputs = await story.deploy('shared-allowlist/AllowlistReader', { tableArn: owner['TableArn'] });
    await story.list(outputs['ApiUrl'], owner);
  }, 15 * MINUTES);
  afterAll(() => story.end(), 15 * MINUTES);

  judges(story);
  answersPreflights(story);
});

describe('an API with an authorizer of its own', () => {
  const story = new Story('/me', [['Authorization', 'Bearer example']]);
  beforeAll(async () => {
    const outputs = await story.deploy('own-authorizer/OwnAuthorizer');
    await story.list(outputs['ApiUrl'], outputs);
  }, 15 * MINUTES);
  afterAll(() => story.end(), 15 * MINUTES);

  judges(story);
  answersPreflights(story);

  test('that authorizer is still asked', async () => {
    expect((await story.ask(LISTED)).json()).toEqual({ user: 'ann' });
    expect((await story.ask(LISTED, 'GET', '/me', [])).status).toBe(401);
  });
});

describe('an HTTP API', () => {
  const story = new Story('/orders');
  beforeAll(async () => {
    const outputs = await story.deploy('http-api/ProtectHttpApi');
    await story.list(outputs['ApiUrl'], outputs);
  }, 15 * MINUTES);
  afterAll(() => story.end(), 15 * MINUTES);

  judges(story);
  // The emulator answers OPTIONS by itself, also where the API has no CORS configuration.
  if (DEPLOY_TARGET === 'aws') answersPreflights(story);
});

describe('a Function URL', () => {
  const story = new Story('/orders');
  beforeAll(async () => {
    const outputs = await story.deploy('function-url/ProtectFunctionUrl');
    await story.list(outputs['ApiUrl'], outputs);
  }, 15 * MINUTES);
  afterAll(() => story.end(), 15 * MINUTES);

  judges(story);
  answersPreflights(story);
});

// An account does not reach an issuer on this machine.
if (DEPLOY_TARGET === 'emulator') {
  describe('an issuer behind the OAuth endpoints', () => {
    const story = new Story('/services/oauth2/token');
    let issuer: FakeIssuer;
    beforeAll(async () => {
      issuer = await FakeIssuer.start('/realms/main');
      const server = issuer.issuer.replace('/realms/main', '');
      const outputs = await story.deploy('oauth-upstream/KeycloakGateway', { server, realm: 'main' });
      const target = await story.list(outputs['GatewayUrl'], outputs);
      await switchOAuth(target, true);
    }, 15 * MINUTES);
    afterAll(async () => {
      await story.end();
      await issuer.stop();
    }, 15 * MINUTES);

    answersPreflights(story, 'POST');

    test("a path of the table leads to the issuer's own, discovered or written down", async () => {
      const token = await story.ask(LISTED, 'POST');
      expect([token.status, allowOrigin(token)]).toEqual([200, LISTED]);
      await story.ask(LISTED, 'POST', '/services/oauth2/introspect');
      await story.ask(OTHER, 'POST');
      expect(issuer.calls.map(({ target }) => target)).toEqual([
        '/realms/main/protocol/token',
        '/realms/main/protocol/openid-connect/token/introspect',
      ]);
    });
  });
}
