import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that is loaded: not there yet, there, or not to be had. A reload keeps what is there. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
  readonly replace: (value: T) => void;
}

/**
 * Loads something, and again whenever the key changes; a load that is overtaken is given up.
 *
 * @param key names what is loaded
 */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ key: string; value?: T; error?: unknown; loading: boolean }>({
    key,
    loading: true,
  });
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    const controller = new AbortController();
    setState((before) => ({
      key,
      loading: true,
      ...(before.key === key && before.value !== undefined ? { value: before.value } : {}),
    }));
    latest.current(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setState({ key, value, loading: false });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ key, error, loading: false });
      },
    );
    return () => controller.abort();
  }, [key, round]);
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
