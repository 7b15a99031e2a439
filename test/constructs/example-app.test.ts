import { Template } from 'aws-cdk-lib/assertions';
import childProcess from 'node:child_process';
import net from 'node:net';
import { exampleProps } from '../../bin/example-context';
import { ExampleStack } from '../../bin/example-stack';
import { readPolicyDocument, readUpstreams } from '../../lambda/shared/configuration/configuration';
import { maskHashes } from '../setup/asset-hashes';
import { scratchApp } from './support/scratch-app';
import type { TemplateResource } from './support/stack-of';

function exampleOf(context: Record<string, unknown>): Template {
  const app = scratchApp();
  const props = exampleProps((name) => context[name]);
  return Template.fromStack(new ExampleStack(app, 'Example', props));
}

interface FunctionProperties {
  readonly Environment: { readonly Variables: Record<string, string> };
}

function evaluatorEnvironment(template: Template): Record<string, string> {
  const functions = template.findResources('AWS::Lambda::Function') as Record<
    string,
    TemplateResource<FunctionProperties>
  >;
  const found = Object.entries(functions).find(([id]) => id.includes('Evaluator'));
  return found![1].Properties.Environment.Variables;
}

describe('outputs', () => {
  test('are the URLs, which end at the stage, and the name of the table', () => {
    const { Outputs } = exampleOf({}).toJSON() as { Outputs: Record<string, { Value: unknown }> };
    expect(Object.keys(Outputs).sort()).toEqual(['AdminUrl', 'GatewayUrl', 'TableName']);
    for (const name of ['AdminUrl', 'GatewayUrl']) {
      expect(JSON.stringify(Outputs[name]?.Value)).toMatch(
        /"https:\/\/".*"\/",\{"Ref":"\w*Stageprod\w*"\}\]\]\}$/,
      );
    }
  });

  test('are the user pool and its client too, where that knows the administrators', () => {
    const template = exampleOf({ adminAuth: 'cognito' });
    const outputs = Object.keys(template.findOutputs('*'));
    expect(outputs.sort()).toEqual([
      'AdminUrl',
      'ConsoleUrl',
      'GatewayUrl',
      'TableName',
      'UserPoolClientId',
      'UserPoolId',
    ]);
    template.resourceCountIs('AWS::Cognito::UserPool', 1);
  });
});

describe('the client that the example makes', () => {
  test('has no OAuth flow and no callback: the defaults of the CDK are the implicit flow and example.com', () => {
    const template = exampleOf({ adminAuth: 'cognito' });
    const clients = Object.values(template.findResources('AWS::Cognito::UserPoolClient')) as {
      Properties: Record<string, unknown>;
    }[];
    const [client, ...others] = clients.filter(
      ({ Properties }) => Properties['RefreshTokenValidity'] === undefined,
    );
    expect(others).toEqual([]);
    expect(client!.Properties).toMatchObject({
      AllowedOAuthFlowsUserPoolClient: false,
      GenerateSecret: false,
    });
    const { AllowedOAuthFlows, CallbackURLs, AllowedOAuthScopes } = client!.Properties;
    expect([AllowedOAuthFlows, CallbackURLs, AllowedOAuthScopes]).toEqual([undefined, undefined, undefined]);
    expect(JSON.stringify(template.toJSON())).not.toContain('example.com');
  });
});

describe('the context', () => {
  test('names an issuer, whose pages pass', () => {
    const template = exampleOf({ oauthUpstream: 'http://localhost:9000' });
    const { oauth } = readUpstreams(evaluatorEnvironment(template));
    expect(oauth?.issuer).toBe('http://localhost:9000');
    expect(oauth?.pages).toContain('/interaction');
  });

  test('names an issuer below a path, whose pages are all below it', () => {
    const template = exampleOf({ oauthUpstream: 'https://idp.example.com/realms/one' });
    expect(readUpstreams(evaluatorEnvironment(template)).oauth?.pages).toEqual(['/realms/one']);
  });

  test('names a site and its certificate', () => {
    const certificate = 'arn:aws:acm:eu-central-1:123456789012:certificate/one';
    const template = exampleOf({ siteHost: 'site.example.com', siteCertificateArn: certificate });
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'site.example.com',
      RegionalCertificateArn: certificate,
    });
    const environment = { ...evaluatorEnvironment(template), CORS_TABLE_NAME: 'table' };
    expect(readPolicyDocument(environment).hosts).toEqual([
      { domainName: 'site.example.com', kind: 'experience-cloud-site' },
    ]);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ adminAuth: 'basic' }, 'adminAuth'],
    [{ siteHost: 'site.example.com' }, 'siteCertificateArn'],
    [{ siteCertificateArn: 'arn' }, 'siteHost'],
    [{ oauthUpstream: { issuer: 'https://a.example' } }, 'oauthUpstream'],
    [{ oauthUpstream: 'http://idp.example.com' }, 'oauthUpstream.issuer'],
  ])('%j is refused, with the name of what cannot be', (context, name) => {
    expect(() => exampleOf(context)).toThrow(name);
  });
});

test('two copies stand in one account and region: they differ in the labels of their APIs alone', () => {
  const copy = (id: string): string => {
    const app = scratchApp();
    const template = JSON.stringify(maskHashes(Template.fromStack(new ExampleStack(app, id)).toJSON()));
    expect(template.match(new RegExp(`"Name":"${id}-`, 'g'))).toHaveLength(2);
    return template.replace(/"Name":"\w+-[^"]+"/g, '"Name":"<label>"');
  };
  expect(copy('One') === copy('Two')).toBe(true);
});

test('synthesis starts no process and opens no connection', () => {
  const started = (
    ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'] as const
  ).map((name) => jest.spyOn(childProcess, name));
  const connected = jest.spyOn(net.Socket.prototype, 'connect');
  const app = scratchApp();
  new ExampleStack(app, 'Example');
  app.synth();
  for (const spy of [...started, connected]) expect(spy).not.toHaveBeenCalled();
});
