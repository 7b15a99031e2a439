import { serveStack } from './fixtures/served-stack';
import { apiResources, authorizerResource, functionResource } from './fixtures/template';

const allow = (context: Record<string, unknown>) =>
  JSON.stringify({
    principalId: 'someone',
    policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    context,
  });

describe('the record of a request', () => {
  const resources = {
    ...functionResource('Reply', 'reply'),
    ...functionResource('Echo', 'echo'),
    ...authorizerResource('Authorizer', 'Reply'),
    ...apiResources({
      methods: [
        { path: '/reply', verb: 'ANY', to: 'Reply' },
        { path: '/judged', verb: 'GET', to: 'Echo', authorizer: 'Authorizer' },
      ],
      stage: {
        AccessLogSetting: {
          DestinationArn: 'arn:aws:logs:x',
          Format:
            '$context.httpMethod $context.path $context.status $context.responseLength $context.error.responseType ' +
            '$context.authorizer.why $context.identity.user $context.stage',
        },
      },
    }),
  };

  test('has the request, the status, the reason and the line of the access log', async () => {
    const stack = await serveStack(resources);
    await stack.send({
      method: 'POST',
      path: '/reply?secret=1',
      headers: [['X-Result', '{"statusCode":201,"body":"four"}']],
    });
    await stack.send({ path: '/nowhere' });
    await stack.send({ path: '/judged', headers: [['X-Result', allow({ why: 'because' })]] });
    await stack.close();
    expect(stack.records).toEqual([
      {
        time: expect.any(Date) as Date,
        method: 'POST',
        host: `localhost:${stack.port}`,
        path: '/reply',
        origin: undefined,
        status: 201,
        durationMs: expect.any(Number) as number,
        reason: undefined,
        detail: undefined,
        accessLog: 'POST /reply 201 4 - - - live',
      },
      expect.objectContaining({
        path: '/nowhere',
        status: 403,
        reason: 'missing_authentication_token',
        accessLog: expect.stringMatching(
          /^GET \/nowhere 403 \d+ MISSING_AUTHENTICATION_TOKEN - - live$/,
        ) as string,
      }),
      expect.objectContaining({
        accessLog: expect.stringMatching(/^GET \/judged 200 \d+ - because - live$/) as string,
      }),
    ]);
  });

  test.each<[string, Record<string, string>, string | undefined]>([
    [
      'a line that a function wrote',
      { path: '/reply', result: '{"statusCode":200}', note: 'noted' },
      'noted',
    ],
    [
      'the context of the authorizer, behind a line that has none of the fields',
      { path: '/judged', result: allow({ why: 'because' }) },
      'because',
    ],
    [
      'an error body',
      { path: '/reply', result: '{"statusCode":400,"body":"{\\"code\\":\\"bad\\"}"}' },
      'bad',
    ],
    [
      'no body of a success',
      { path: '/reply', result: '{"statusCode":200,"body":"{\\"code\\":\\"x\\"}"}' },
      undefined,
    ],
    ['no body that is not JSON', { path: '/reply', result: '{"statusCode":400,"body":"{code}"}' }, undefined],
    ['the type of the gateway response', { path: '/reply', result: 'null' }, 'api_configuration_error'],
  ])('takes its reason from %s', async (_name, { path, result, note }, reason) => {
    const stack = await serveStack(resources, { reasonFields: ['note', 'why', 'code'] });
    const headers: [string, string][] = [['X-Result', result!]];
    if (note !== undefined) headers.push(['X-Note', note]);
    await stack.send({ path: path!, headers });
    await stack.close();
    expect(stack.records.at(-1)?.reason).toBe(reason);
  });
});
