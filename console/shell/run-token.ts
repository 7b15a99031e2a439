import { CONSOLE_TOKEN_FRAGMENT } from '../../lib/contract/console-config';

const FRAGMENT = new RegExp(`^#${CONSOLE_TOKEN_FRAGMENT}=([\\w-]+)$`);

/** The token of a run of the command, which the address of the page holds at first; the address bar and the history lose it. */
export function takeRunToken(): string | undefined {
  const token = FRAGMENT.exec(location.hash)?.[1];
  if (token !== undefined) history.replaceState(null, '', location.pathname);
  return token;
}
