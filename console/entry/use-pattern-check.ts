import { useEffect, useState } from 'react';
import { useSuffixes } from '../origin/suffixes';
import { usePage } from '../shell/page-context';
import { checkHere, checkThere, type PatternState } from './pattern-check';

/** Nobody wants to hear of a fault in the middle of a word. */
const REST_MILLIS = 350;

/** The pattern, as far as the form knows it. */
export interface PatternCheck {
  readonly state: PatternState;
  /** Whether the API is still asked. */
  readonly checking: boolean;
  /** Whether the API could not be asked. */
  readonly unchecked: boolean;
}

/** Judges a pattern while it is typed: at a rest by the page itself, and then by the API. */
export function usePatternCheck(typed: string, allowSharedOrigin: boolean): PatternCheck {
  const { client } = usePage();
  const suffixes = useSuffixes();
  const [settled, setSettled] = useState(typed);
  const [answer, setAnswer] = useState<{ key: string; state?: PatternState }>({ key: '' });
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(typed), REST_MILLIS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  const here = checkHere(settled, allowSharedOrigin, suffixes);
  const isFine = here.kind === 'fine';
  const key = JSON.stringify([settled, allowSharedOrigin]);
  useEffect(() => {
    if (!isFine) return;
    const controller = new AbortController();
    checkThere(client, settled, allowSharedOrigin, controller.signal).then(
      (state) => setAnswer({ key, state }),
      () => {
        if (!controller.signal.aborted) setAnswer({ key });
      },
    );
    return () => controller.abort();
  }, [client, key, isFine, settled, allowSharedOrigin]);
  const isAnswered = isFine && answer.key === key;
  return {
    state: typed !== settled ? { kind: 'empty' } : ((isAnswered ? answer.state : undefined) ?? here),
    checking: typed === settled && isFine && !isAnswered,
    unchecked: isAnswered && answer.state === undefined,
  };
}
