import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState, type ReactElement } from 'react';
import { PATTERN_REASONS, REASONS, REFUSALS } from '../../lib/core';
import { poll } from '../api/poll';
import { noLogReason } from '../shell/no-log';
import type { Refusal } from '../api/shapes';
import { Nothing } from '../list/empty-list';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import { Failure } from '../shell/failure';
import { when } from '../shell/format';
import { numberText } from '../shell/number-text';
import { usePage } from '../shell/page-context';
import { useLoad } from '../shell/use-load';
import { RefusalActions } from './refusal-actions';

const SPANS = [15, 60, 1440] as const;
/** The most that the API gives. */
const LIMIT = 50;

const OPTIONS = SPANS.map((minutes) => ({
  value: String(minutes),
  label: text.refused.spans[minutes] ?? '',
}));

const ANY_REASON = { value: '', label: text.refused.anyReason };
const REASON_OPTIONS = [
  ANY_REASON,
  ...REFUSALS.map((reason) => ({ value: reason, label: reason, description: REASONS[reason] })),
];

/** Origins that the gateway turned away. */
export function RefusedPage(): ReactElement {
  const { client, navigation } = usePage();
  const [minutes, setMinutes] = useState<number>(60);
  const [reason, setReason] = useState('');
  const { value, error, loading, reload } = useLoad(JSON.stringify([minutes, reason]), async (signal) => {
    const question = { minutes, limit: LIMIT, ...(reason === '' ? {} : { reason }) };
    const id = await client.askRefusals(question);
    return poll(() => client.refusals(id, signal));
  });
  const noLog = noLogReason(error, text.refused.unavailableText);
  if (noLog !== undefined) {
    return (
      <Nothing
        title={text.refused.unavailable}
        details={noLog}
        action={
          <Button onClick={() => navigation.go({ name: 'simulator' })}>{text.refused.openSimulator}</Button>
        }
      />
    );
  }
  if (error !== undefined) return <Failure error={error} retry={reload} />;
  if (value?.status === 'failed') return <Failure error={new Error(text.refused.failed)} retry={reload} />;
  return (
    <SpaceBetween size="m">
      <Alert type="info">{text.refused.proof}</Alert>
      <Table<Refusal>
        items={value?.items ?? []}
        loading={loading}
        loadingText={text.refused.asking}
        wrapLines
        ariaLabels={{ tableLabel: text.refused.title }}
        columnDefinitions={COLUMNS}
        header={
          <Header
            variant="h2"
            description={text.refused.description}
            actions={
              <Button iconName="refresh" onClick={reload} disabled={loading}>
                {text.refused.ask}
              </Button>
            }
          >
            {text.refused.title}
          </Header>
        }
        filter={
          <SpaceBetween direction="horizontal" size="m">
            <FormField label={text.refused.span}>
              <Select
                options={OPTIONS}
                selectedOption={OPTIONS.find((option) => option.value === String(minutes)) ?? null}
                onChange={({ detail }) => setMinutes(Number(detail.selectedOption.value))}
              />
            </FormField>
            <FormField label={text.refused.reason}>
              <Select
                options={REASON_OPTIONS}
                selectedOption={REASON_OPTIONS.find((option) => option.value === reason) ?? ANY_REASON}
                onChange={({ detail }) => setReason(detail.selectedOption.value ?? '')}
              />
            </FormField>
          </SpaceBetween>
        }
        empty={<Nothing title={text.refused.empty} details={text.refused.emptyText} />}
      />
    </SpaceBetween>
  );
}

/** Why an entry for the origin is refused, or what it would need. */
function Obstacle({ problem }: { readonly problem: string }): ReactElement {
  const sentences: Readonly<Record<string, string>> = PATTERN_REASONS;
  return (
    <Box variant="small" display="block">
      {Object.hasOwn(sentences, problem) ? sentences[problem] : problem}
    </Box>
  );
}

const COLUMNS = [
  {
    id: 'origin',
    header: text.refused.columns.origin,
    isRowHeader: true,
    minWidth: 220,
    cell: ({ origin, problem }: Refusal) => (
      <>
        {origin === '' ? text.refused.noOrigin : <OriginText origin={origin} />}
        {origin !== '' && problem !== undefined && <Obstacle problem={problem} />}
      </>
    ),
  },
  {
    id: 'count',
    header: text.refused.columns.count,
    cell: ({ count }: Refusal) => numberText(count),
  },
  {
    id: 'reason',
    header: text.refused.columns.reason,
    cell: ({ reason, wouldRefuse }: Refusal) => (
      <>
        <code>{reason}</code> {wouldRefuse === true && <Badge>{text.refused.wouldRefuse}</Badge>}
      </>
    ),
  },
  {
    id: 'endpoint',
    header: text.refused.columns.endpoint,
    cell: ({ endpoint }: Refusal) =>
      endpoint === '' ? text.refused.noRule : <span className="stranger">{endpoint}</span>,
  },
  {
    id: 'last',
    header: text.refused.columns.last,
    minWidth: 150,
    cell: ({ firstSeen, lastSeen }: Refusal) => (
      <>
        {when(lastSeen)}
        <Box variant="small" display="block">
          {text.refused.since(when(firstSeen))}
        </Box>
      </>
    ),
  },
  {
    id: 'action',
    header: text.refused.columns.action,
    minWidth: 180,
    cell: (refusal: Refusal) => <RefusalActions refusal={refusal} />,
  },
];
