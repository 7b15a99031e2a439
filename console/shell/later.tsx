import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { startTransition, useEffect, useState, type ReactElement } from 'react';
import { text } from '../messages';
import type * as LaterParts from './later-parts';

type Parts = typeof LaterParts;

let loaded: Parts | undefined;

/** Loads the parts of the page that the first screen can do without; they are a file of their own. */
export async function loadParts(): Promise<Parts> {
  loaded = await import('./later-parts');
  return loaded;
}

/** The place of such a part. */
export function Later({
  part,
  waiting,
}: {
  readonly part: (parts: Parts) => ReactElement;
  /** The words while it is on its way; nothing by default. */
  readonly waiting?: string;
}): ReactElement | undefined {
  const [state, setState] = useState<Parts | 'failed' | undefined>(loaded);
  useEffect(() => {
    if (state !== undefined) return undefined;
    let isGone = false;
    loadParts().then(
      (parts) => {
        // In pieces, so that the page answers in between.
        if (!isGone) startTransition(() => setState(parts));
      },
      () => {
        if (!isGone) setState('failed');
      },
    );
    return () => {
      isGone = true;
    };
  }, [state]);
  if (state === 'failed') return <Missing retry={() => setState(undefined)} />;
  if (state !== undefined) return <state.ComponentTexts>{part(state)}</state.ComponentTexts>;
  return waiting === undefined ? undefined : <StatusIndicator type="loading">{waiting}</StatusIndicator>;
}

/** A file that is not there: the network is down, or the console was updated since the page was opened. */
function Missing({ retry }: { readonly retry: () => void }): ReactElement {
  return (
    <div role="alert">
      <Alert
        type="error"
        header={text.failure.partMissing}
        action={<Button onClick={retry}>{text.tryAgain}</Button>}
      >
        {text.failure.partMissingText}
      </Alert>
    </div>
  );
}
