import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState, type ReactElement } from 'react';
import { ASKED_DAYS } from '../../lib/contract/unused-entries';
import type { Usage } from '../api/shapes';
import { noLogReason } from '../shell/no-log';
import { poll } from '../api/poll';
import { text } from '../messages';
import { wordsFor } from '../shell/failure';
import { when } from '../shell/format';
import { usePage } from '../shell/page-context';

/** When the entry last let a request in; the log is asked only when somebody wants to know. */
export function LastUsed({ id }: { readonly id: string }): ReactElement {
  const { client } = usePage();
  const [asking, setAsking] = useState(false);
  const [usage, setUsage] = useState<Usage>();
  const [error, setError] = useState<unknown>();
  const ask = async (): Promise<void> => {
    setAsking(true);
    setError(undefined);
    try {
      const query = await client.askUsage(ASKED_DAYS);
      const answer = await poll(() => client.usage(query));
      if (answer.status === 'failed') throw new Error(text.refused.failed);
      setUsage(answer);
    } catch (problem) {
      setError(problem);
    } finally {
      setAsking(false);
    }
  };
  if (error !== undefined) {
    return <>{noLogReason(error, text.entry.usageUnavailable) ?? wordsFor(error).header}</>;
  }
  if (usage === undefined) {
    return asking ? (
      <StatusIndicator type="loading">{text.refused.asking}</StatusIndicator>
    ) : (
      <Button variant="inline-link" onClick={() => void ask()}>
        {text.entry.askUsage}
      </Button>
    );
  }
  const used = usage.items.find((item) => item.id === id)?.lastUsed;
  if (used !== undefined) return <>{when(used)}</>;
  return (
    <>{usage.since === undefined ? text.entry.unknownUse : text.entry.notUsedSince(when(usage.since))}</>
  );
}
