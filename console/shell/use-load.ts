import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that is loaded: not there yet, there, or not to be had. A reload keeps what is there. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
  readonly replace: (value: T) => void;
}

/** Something that was asked for before anybody wanted it. It is given once. */
export interface Ahead<T> {
  /** The value of the key, if it is there. */
  readonly now: (key: string) => T | undefined;
  /** The value of the key, once it is there; undefined when it was not asked for, or given already. */
  readonly soon: (key: string) => Promise<T> | undefined;
}

interface State<T> {
  readonly key: string;
  readonly value?: T;
  readonly error?: unknown;
  readonly loading: boolean;
}

/**
 * Loads something, and again whenever the key changes; a load that is overtaken is given up.
 *
 * @param key names what is loaded
 * @param ahead the same, asked for earlier
 */
export function useLoad<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  ahead?: Ahead<T>,
): Loaded<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<State<T>>(() => {
    const value = ahead?.now(key);
    return value === undefined ? { key, loading: true } : { key, value, loading: false };
  });
  const latest = useRef(load);
  const isThere = useRef(!state.loading);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    if (isThere.current) {
      isThere.current = false;
      return undefined;
    }
    const controller = new AbortController();
    setState((before) => begun(before, key));
    (ahead?.soon(key) ?? latest.current(controller.signal)).then(
      (value) => {
        if (!controller.signal.aborted) setState({ key, value, loading: false });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ key, error, loading: false });
      },
    );
    return () => controller.abort();
  }, [key, round, ahead]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const replace = useCallback((value: T) => setState({ key, value, loading: false }), [key]);
  const isOther = state.key !== key;
  return {
    value: isOther ? undefined : state.value,
    error: isOther ? undefined : state.error,
    loading: isOther || state.loading,
    reload,
    replace,
  };
}

/** The state once a load has begun; the same object where nothing changes, so that nothing is drawn again. */
function begun<T>(before: State<T>, key: string): State<T> {
  if (before.key !== key) return { key, loading: true };
  if (before.loading && before.error === undefined) return before;
  return before.value === undefined ? { key, loading: true } : { key, loading: true, value: before.value };
}
