import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Icon from '@cloudscape-design/components/icon';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import type { Evaluation, Fix } from '../api/shapes';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import { usePage } from '../shell/page-context';
import { fragmentOf, type Route } from '../shell/route';

const ICONS = {
  allow: { name: 'status-positive', variant: 'success' },
  pass: { name: 'status-info', variant: 'normal' },
  refuse: { name: 'status-negative', variant: 'error' },
} as const;

/** The verdict on a question: what it is, what the browser makes of it, how it came about, and what would change it. */
export function Verdict({
  origin,
  evaluation,
}: {
  readonly origin: string;
  readonly evaluation: Evaluation;
}): ReactElement {
  const { outcome, wouldRefuse, fix } = evaluation;
  return (
    <Container
      header={
        <Header variant="h2">
          <Icon {...ICONS[outcome]} size="medium" /> {text.simulator.outcome[outcome]}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {wouldRefuse && <Alert type="warning">{text.simulator.observed}</Alert>}
        {fix !== undefined && <FixNotice fix={fix} />}
        <KeyValuePairs columns={3} items={pairsOf(origin, evaluation)} />
        <Trace evaluation={evaluation} />
        <ResponseHeaders evaluation={evaluation} />
      </SpaceBetween>
    </Container>
  );
}

function pairsOf(origin: string, evaluation: Evaluation): { label: string; value: ReactElement | string }[] {
  const { status, reason, rule, entry, browser } = evaluation;
  return [
    { label: text.simulator.origin, value: origin === '' ? text.none : <OriginText origin={origin} /> },
    { label: text.simulator.reason, value: <code>{reason}</code> },
    {
      label: text.simulator.status,
      value: status === undefined ? text.simulator.fromBackend : String(status),
    },
    {
      label: text.simulator.rule,
      value: rule === null ? text.simulator.noRule : `${rule.path} (${rule.access})`,
    },
    {
      label: text.simulator.entry,
      value:
        entry === null ? (
          text.simulator.noEntry
        ) : (
          <Link href={fragmentOf({ name: 'entry', id: entry.id })}>{entry.pattern}</Link>
        ),
    },
    ...(browser === undefined
      ? []
      : [
          {
            label: text.simulator.browser,
            value: browser.blocked
              ? `${text.simulator.blocked} ${browser.because ?? ''}`
              : text.simulator.readable,
          },
        ]),
  ];
}

function Trace({ evaluation }: { readonly evaluation: Evaluation }): ReactElement {
  return (
    <div>
      <Box variant="h3">{text.simulator.trace}</Box>
      <ol>
        {evaluation.trace.map(({ step, finding }, index) => (
          <li key={`${step} ${String(index)}`}>
            <code>{step}</code>: <span className="stranger">{finding}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function ResponseHeaders({ evaluation }: { readonly evaluation: Evaluation }): ReactElement {
  const headers = Object.entries(evaluation.headers);
  return (
    <div>
      <Box variant="h3">{text.simulator.responseHeaders}</Box>
      {headers.length === 0
        ? text.simulator.noHeaders
        : headers.map(([name, value]) => (
            <div key={name} className="stranger">
              <code>
                {name}: {value}
              </code>
            </div>
          ))}
    </div>
  );
}

function FixNotice({ fix }: { readonly fix: Fix }): ReactElement {
  const { navigation } = usePage();
  // The setting alone may not be enough: then the origin is to be added too.
  const steps: readonly Fix[] =
    fix.kind === 'enable_oauth_cors' && fix.pattern !== undefined
      ? [fix, { ...fix, kind: 'add_entry' }]
      : [fix];
  const buttons = steps.flatMap((step) => {
    const route = routeOfFix(step);
    if (route === undefined || step.kind === 'none') return [];
    return [
      <Button key={step.kind} onClick={() => navigation.go(route)}>
        {text.simulator.fixes[step.kind]}
      </Button>,
    ];
  });
  const action =
    buttons.length === 0 ? undefined : (
      <SpaceBetween direction="horizontal" size="xs">
        {buttons}
      </SpaceBetween>
    );
  return (
    <Alert
      type="info"
      header={fix.kind === 'none' ? text.simulator.noFix : text.simulator.fix}
      action={action}
    >
      <span className="stranger">{fix.text}</span>
    </Alert>
  );
}

/** Where the fix is made; nothing is changed on the way there. */
function routeOfFix({ kind, pattern, id }: Fix): Route | undefined {
  switch (kind) {
    case 'add_entry':
      return { name: 'new', ...(pattern === undefined ? {} : { pattern }) };
    case 'activate_entry':
      return id === undefined ? undefined : { name: 'entry', id };
    case 'enable_oauth_cors':
      return { name: 'origins', section: 'settings' };
    case 'none':
      return undefined;
  }
}
