import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { ReactElement } from 'react';
import { ApiProblem, RunEnded, SignInEnded, Unreachable } from '../api/problem';
import { text } from '../messages';
import { usePage } from './page-context';

/** The words for an error: a heading, and what to do. */
export function wordsFor(error: unknown): { readonly header: string; readonly body: string } {
  if (error instanceof SignInEnded) {
    return { header: text.failure.signInEnded, body: text.failure.signInEndedText };
  }
  if (error instanceof RunEnded) return { header: text.failure.runEnded, body: text.failure.runEndedText };
  if (error instanceof Unreachable) {
    return { header: text.failure.unreachable, body: text.failure.unreachableText };
  }
  if (error instanceof ApiProblem) {
    const { detail, errors = [], requestId } = error.details;
    const parts = [
      detail,
      ...errors.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`),
      requestId === undefined ? undefined : text.failure.requestId(requestId),
    ];
    return { header: error.message, body: parts.filter((part) => part !== undefined).join(' ') };
  }
  return { header: text.failure.unexpected, body: error instanceof Error ? error.message : '' };
}

/** An error in the place of what could not be had, with the way to try again or to sign in. */
export function Failure({
  error,
  retry,
  beforeSignIn,
}: {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
  /** Keeps what was typed over the way to the sign-in. */
  readonly beforeSignIn?: () => void;
}): ReactElement {
  const { session } = usePage();
  const { header, body } = wordsFor(error);
  const signIn = (): void => {
    beforeSignIn?.();
    void session.signIn?.(location.hash);
  };
  const action =
    error instanceof SignInEnded ? (
      <Button onClick={signIn}>{text.signIn}</Button>
    ) : retry === undefined || error instanceof RunEnded ? undefined : (
      <Button onClick={retry}>{text.tryAgain}</Button>
    );
  return (
    <div role="alert">
      <Alert type={error instanceof SignInEnded ? 'warning' : 'error'} header={header} action={action}>
        <span className="stranger">{body}</span>
      </Alert>
    </div>
  );
}
