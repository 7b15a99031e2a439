import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { CorsGateway, CorsMonitoring, type CorsGatewayProps } from '../../lib';
import { CHANGE_ACTIONS } from '../../lib/contract';
import * as contract from '../../lib/contract/metrics';
import { REFUSALS } from '../../lib/core';
import type { TurnedAway } from '../../lambda/shared/token/token-gate';
import { idsOf, stackOf, type Built } from '../constructs/support/stack-of';
import { dollars, MONTH_SECONDS, tracesCost, tracesOf } from './support/cost';
import { read, rowsBelow } from './support/markdown';
import { ALARM, METRIC, PROVISIONED_GB_SECOND } from './support/prices';

/* The parts of docs/cost.md that follow from what is on by default: traces, metrics, alarms. */

const PAGE = read('docs/cost.md');
const ROWS = rowsBelow(PAGE, 'Costs without requests');

interface Traced {
  readonly TracingEnabled?: boolean;
  readonly TracingConfig?: { readonly Mode: string };
}

/** Logical ids of the stages and functions that are traced, without their hashes. */
function traced(props: CorsGatewayProps): readonly string[] {
  const built = stackOf((stack) => new CorsGateway(stack, 'Cors', props));
  const resources = ['AWS::ApiGateway::Stage', 'AWS::Lambda::Function'].flatMap((type) =>
    Object.entries(built.resources<Traced>(type)),
  );
  return resources
    .filter(([, { Properties: of }]) => of.TracingEnabled === true || of.TracingConfig?.Mode === 'Active')
    .map(([id]) => id);
}

test('each stage and each function is traced by default', () => {
  const ids = traced({});
  expect(ids).toContainEqual(expect.stringMatching(/^CorsApiDeploymentStage/));
  expect(ids).toContainEqual(expect.stringMatching(/Evaluator/));
});

test('the props of the page leave traces to the stage of the admin API alone', () => {
  const ids = traced({
    stageOptions: { tracingEnabled: false },
    evaluator: { tracing: Tracing.DISABLED },
    admin: { tracing: Tracing.DISABLED },
  });
  expect(ids).toEqual([expect.stringMatching(/Admin.*Stage/)]);
});

test('traces of a month at an even rate', () => {
  const rows = [1, 10, 100].map((millions) => {
    const requests = millions * 1_000_000;
    const traces = tracesOf(requests);
    const rate = (requests / MONTH_SECONDS).toFixed(1);
    return `| ${String(millions)} million | ${rate} | ${traces.toLocaleString('en-US')} | ${dollars(tracesCost(traces))} |`;
  });
  expect(rowsBelow(PAGE, 'Traces')).toEqual(rows);
});

/** Codes of callers who are turned away; a code that is missing here does not compile. */
const TURNED_AWAY: Readonly<Record<TurnedAway['code'], true>> = {
  token_missing: true,
  token_invalid: true,
  token_expired: true,
  scope_missing: true,
};

test('series of metrics', () => {
  const { METRIC_ADMIN_THROTTLED, ...others } = contract;
  expect(METRIC_ADMIN_THROTTLED).toBeDefined();
  const inAll = Object.keys(others).filter(
    (name) => name.startsWith('METRIC_') && name !== 'METRIC_NAMESPACE',
  );
  const turnedAway = Object.keys(TURNED_AWAY).length;
  const series = inAll.length + 2 * REFUSALS.length + turnedAway + CHANGE_ACTIONS.length;
  expect(ROWS).toContainEqual(
    expect.stringContaining(`${String(series)} at most, ${dollars(series * METRIC)} |`),
  );
  expect(PAGE).toContain(`by ${String(REFUSALS.length)} reasons`);
  expect([turnedAway, CHANGE_ACTIONS.length]).toEqual([4, 4]);
});

function alarmsOf(built: Built): number {
  return idsOf(built, 'AWS::CloudWatch::Alarm').length;
}

function monitored(changeEvents: boolean): Built {
  return stackOf((stack) => {
    const gateway = new CorsGateway(stack, 'Cors', changeEvents ? { changeEvents: {} } : {});
    new CorsMonitoring(stack, 'Monitoring', { gateway });
  });
}

test('alarms that are on by default', () => {
  const [without, withEvents] = [alarmsOf(monitored(false)), alarmsOf(monitored(true))];
  const text = `${String(without)}, ${dollars(without * ALARM)}; with \`changeEvents\` ${String(withEvents)}, ${dollars(withEvents * ALARM)} |`;
  expect(ROWS).toContainEqual(expect.stringContaining(text));
});

test('an instance that is kept warm', () => {
  const evaluator = 0.5;
  const cost = dollars(MONTH_SECONDS * evaluator * PROVISIONED_GB_SECOND);
  expect(ROWS).toContainEqual(
    expect.stringMatching(new RegExp(`provisionedConcurrency.*\\${cost} an instance`)),
  );
});
