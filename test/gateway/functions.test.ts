import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Functions, readAssembly, type FunctionsOptions } from '../../gateway';
import type { InvocationReport } from '../../gateway/functions/function-pool';
import { QUEUE_LIMIT } from '../../gateway/functions/function-pool';
import { writeAssembly } from './fixtures/assembly';
import { functionResource, type Resources } from './fixtures/template';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:';

const started: Functions[] = [];

function functionsOf(resources: Resources, options?: FunctionsOptions): Functions {
  const functions = new Functions(readAssembly(writeAssembly(resources)), options);
  started.push(functions);
  return functions;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((functions) => functions.close()));
});

const value = ({ invocation }: InvocationReport) => {
  if (invocation.kind !== 'returned') throw new Error(JSON.stringify(invocation));
  return JSON.parse(invocation.json) as Record<string, unknown>;
};

describe('the environment of a function', () => {
  const table = { Table: { Type: 'AWS::DynamoDB::GlobalTable' } };
  const resources = {
    ...table,
    ...functionResource('Environment', 'environment', {
      MemorySize: 256,
      Environment: {
        Variables: { TABLE: { Ref: 'Table' }, ALL: { 'Fn::Sub': '${AWS::Region}/${Table.Arn}' } },
      },
    }),
    ...functionResource('Other', 'environment', { FunctionName: 'named' }),
  };

  test('holds the values of template, runtime and host, and nothing of this process', async () => {
    process.env['LEAKED_FROM_PARENT'] = 'secret';
    const functions = functionsOf(resources, {
      environment: ({ logicalId, name }) => ({ FROM_HOST: `${logicalId} ${name}` }),
    });
    const { environment, execArgv } = value(await functions.invoke(`${ARN}Shop-Environment`, {}));
    delete process.env['LEAKED_FROM_PARENT'];
    expect(execArgv).toEqual([]);
    expect(environment).toEqual({
      TABLE: 'Shop-Table',
      ALL: 'us-east-1/arn:aws:dynamodb:us-east-1:123456789012:table/Shop-Table',
      FROM_HOST: 'Environment Shop-Environment',
      _HANDLER: 'index.handler',
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-/) as string,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_FUNCTION_NAME: 'Shop-Environment',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/Shop-Environment',
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      LAMBDA_TASK_ROOT: expect.stringMatching(/environment$/) as string,
      TZ: ':UTC',
    });
  });

  test('has none of the flags and loaders of this process', () => {
    const program = join(__dirname, 'fixtures', 'print-exec-argv.ts');
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', program], {
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual([]);
  });

  test('has globals of its own', async () => {
    const functions = functionsOf(resources);
    await functions.invoke(`${ARN}Shop-Environment`, { assign: 'mine' });
    const again = value(await functions.invoke(`${ARN}Shop-Environment`, {}));
    const other = value(await functions.invoke(`${ARN}named`, {}));
    expect(again).toMatchObject({ starts: 1, environment: { ASSIGNED: 'mine' } });
    expect(other).toMatchObject({ starts: 1, environment: { AWS_LAMBDA_FUNCTION_NAME: 'named' } });
    expect(other['environment']).not.toHaveProperty('ASSIGNED');
    expect(process.env['ASSIGNED']).toBeUndefined();
  });

  test('is read from the host when a sandbox starts, not before', async () => {
    let port = 0;
    const functions = functionsOf(resources, { environment: () => ({ PORT: String(port) }) });
    port = 4711;
    const { environment } = value(await functions.invoke(`${ARN}named`, {}));
    expect(environment).toMatchObject({ PORT: '4711' });
  });
});

describe('a function', () => {
  const resources = {
    ...functionResource('Misbehave', 'misbehave', { Timeout: 1, MemorySize: 64 }),
    ...functionResource('Callback', 'misbehave', { Handler: 'index.callback' }),
    ...functionResource('Missing', 'misbehave', { Handler: 'index.nothing' }),
    ...functionResource('NoFile', 'misbehave', { Handler: 'elsewhere.handler' }),
    ...functionResource('Python', 'misbehave', { Runtime: 'python3.13' }),
    ...functionResource('Unpacked', 'no-such-asset'),
  };
  const misbehave = (functions: Functions, deed: string, more = {}) =>
    functions.invoke(`${ARN}Shop-Misbehave`, { deed, ...more });

  test('gets the context of an invocation', async () => {
    const context = value(await misbehave(functionsOf(resources), 'context'));
    expect(context).toMatchObject({
      functionName: 'Shop-Misbehave',
      functionVersion: '$LATEST',
      invokedFunctionArn: `${ARN}Shop-Misbehave`,
      memoryLimitInMB: '64',
      logGroupName: '/aws/lambda/Shop-Misbehave',
      logStreamName: 'local',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      traceId: expect.stringMatching(/^Root=1-/) as string,
    });
    expect(context['remaining']).toBeGreaterThan(0);
    expect(context['remaining']).toBeLessThanOrEqual(1000);
  });

  test('is found by the ARN of a version or an alias', async () => {
    const functions = functionsOf(resources);
    await misbehave(functions, 'count');
    expect(value(await functions.invoke(`${ARN}Shop-Misbehave:live`, { deed: 'count' }))).toEqual({
      events: 2,
    });
  });

  test.each<[string, string, string]>([
    ['throwError', 'Error', 'a secret that stays inside'],
    ['throwText', 'string', 'Unauthorized'],
    ['exit', 'Runtime.ExitError', 'the runtime exited with status 7'],
    ['hang', 'Sandbox.Timedout', 'Task timed out after 1.00 seconds'],
    ['loop', 'Sandbox.Timedout', 'Task timed out after 1.00 seconds'],
    ['rejectLater', 'Error', 'nobody waited for this'],
    ['cycle', 'TypeError', 'Converting circular structure to JSON'],
  ])('that does %s fails with %s (%s), and the next event runs', async (deed, errorType, errorMessage) => {
    const functions = functionsOf(resources);
    const { invocation } = await misbehave(functions, deed);
    expect(invocation).toMatchObject({ kind: 'failed', errorType });
    expect((invocation as { errorMessage: string }).errorMessage).toContain(errorMessage);
    const next = value(await misbehave(functions, 'count'));
    // An event that ended its thread gets a fresh one; an error that the runtime caught does not.
    expect(next).toEqual({ events: ['throwError', 'throwText', 'cycle'].includes(deed) ? 2 : 1 });
  });

  test('that needs more memory than it has fails, and the next event runs', async () => {
    const functions = functionsOf(functionResource('Patient', 'misbehave', { Timeout: 60, MemorySize: 64 }));
    const { invocation } = await functions.invoke(`${ARN}Shop-Patient`, { deed: 'exhaust' });
    expect(invocation).toMatchObject({
      kind: 'failed',
      errorMessage: expect.stringContaining('memory limit') as string,
    });
    expect(value(await functions.invoke(`${ARN}Shop-Patient`, { deed: 'count' }))).toEqual({ events: 1 });
  }, 60_000);

  test('that crashes between two events runs the next event', async () => {
    const functions = functionsOf(resources);
    expect(value(await misbehave(functions, 'crashAfterwards'))).toEqual({});
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(value(await misbehave(functions, 'count'))).toEqual({ events: 1 });
  });

  test.each<[string, string]>([
    ['Callback', 'Runtime.CallbackHandlerDeprecated'],
    ['Missing', 'Runtime.HandlerNotFound'],
    ['NoFile', 'Error'],
  ])('%s that cannot be loaded fails with %s at every event', async (name, errorType) => {
    const functions = functionsOf(resources);
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const { invocation } = await functions.invoke(`${ARN}Shop-${name}`, {});
      expect(invocation).toMatchObject({ kind: 'failed', errorType });
    }
  });

  test.each<[string, string, string]>([
    ['Python', `${ARN}Shop-Python`, 'Runtime'],
    ['Unpacked', `${ARN}Shop-Unpacked`, 'Code'],
    ['Nobody', `${ARN}Shop-Nobody`, 'is not a function of this stack'],
  ])('%s that cannot run here (%s) is refused with an error about %s', async (_name, arn, what) => {
    await expect(functionsOf(resources).invoke(arn, {})).rejects.toMatchObject({
      code: 'template_unsupported',
      message: expect.stringContaining(what) as string,
    });
  });

  test('runs fast events in a few sandboxes, one at a time in each', async () => {
    const functions = functionsOf(resources);
    const counts = await Promise.all(
      Array.from({ length: 200 }, async () => Number(value(await misbehave(functions, 'count'))['events'])),
    );
    const fresh = counts.filter((count) => count === 1).length;
    expect(fresh).toBeLessThan(50);
    // Every sandbox counts its own events without a gap, whichever runs them.
    for (let count = 2; count <= Math.max(...counts); count += 1) {
      const reached = counts.filter((one) => one === count).length;
      expect(reached).toBeLessThanOrEqual(counts.filter((one) => one === count - 1).length);
    }
  });

  test('runs 50 slow events at once, and fast ones beside them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slow-'));
    const file = join(folder, 'go-on');
    const started: string[] = [];
    const functions = functionsOf(functionResource('Patient', 'misbehave', { Timeout: 60, MemorySize: 64 }), {
      onLine: (_identity, line) => started.push(line),
    });
    const invoke = (event: unknown) => functions.invoke(`${ARN}Shop-Patient`, event);
    const slow = Array.from({ length: 50 }, () => invoke({ deed: 'waitForFile', file }));
    while (started.length < 50) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(value(await invoke({ deed: 'count' }))).toEqual({ events: 1 });
    writeFileSync(file, '');
    const results = await Promise.all(slow);
    rmSync(folder, { recursive: true });
    expect(results.map((report) => value(report))).toEqual(Array(50).fill({ events: 1 }));
  }, 60_000);

  test('is throttled beyond the concurrency that is reserved for it, and by a reservation of 0 always', async () => {
    const reserved = (count: number) =>
      functionsOf(functionResource('Few', 'misbehave', { ReservedConcurrentExecutions: count }));
    const kinds = async (functions: Functions, calls: number) => {
      const reports = await Promise.all(
        Array.from({ length: calls }, () => functions.invoke(`${ARN}Shop-Few`, { deed: 'pause' })),
      );
      return reports.map(({ invocation }) => invocation.kind).sort();
    };
    const two = reserved(2);
    expect(await kinds(two, 3)).toEqual(['rejected', 'returned', 'returned']);
    expect(await kinds(two, 2)).toEqual(['returned', 'returned']);
    expect(await kinds(reserved(0), 1)).toEqual(['rejected']);
  });

  test('runs the next event in the sandbox that was used last', async () => {
    const functions = functionsOf(resources);
    const slow = misbehave(functions, 'pause');
    await misbehave(functions, 'count');
    await slow;
    // The slow one has been released last: it counts on from 1, event by event.
    expect(value(await misbehave(functions, 'count'))['events']).toBe(2);
    expect(value(await misbehave(functions, 'count'))['events']).toBe(3);
  });

  test('is throttled when its queue is full', async () => {
    const functions = functionsOf(resources);
    const reports = Promise.all(Array.from({ length: QUEUE_LIMIT + 1 }, () => misbehave(functions, 'count')));
    const kinds = (await reports).map(({ invocation }) => invocation.kind);
    expect(kinds.filter((kind) => kind === 'rejected')).toHaveLength(1);
    expect(kinds.at(-1)).toBe('rejected');
  });

  test('fails its running events and takes no new ones when the gateway closes', async () => {
    const functions = functionsOf(resources);
    await misbehave(functions, 'count');
    const running = misbehave(functions, 'hang');
    await functions.close();
    expect((await running).invocation).toMatchObject({ kind: 'failed' });
    expect((await misbehave(functions, 'count')).invocation).toMatchObject({ kind: 'rejected' });
  });

  test('hands over the lines that it writes, before its answer', async () => {
    const lines: string[] = [];
    const functions = functionsOf(resources, {
      onLine: ({ logicalId }, line) => lines.push(`${logicalId}: ${line}`),
    });
    const report = await misbehave(functions, 'write');
    expect(report.lines).toEqual(['first', 'second', 'half a line']);
    expect(lines).toEqual(['Misbehave: first', 'Misbehave: second', 'Misbehave: half a line']);
    const failed = await misbehave(functions, 'throwError');
    expect(failed.lines[0]).toBe('Error: a secret that stays inside');
  });
});
