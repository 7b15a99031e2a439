import type { Page } from 'playwright-core';

/** The page's result of a request: the answer as far as CORS lets it, or that it was blocked. */
export type Seen =
  | { readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, string>> }
  | 'blocked';

/** The arguments of a script's `fetch`. */
export interface PageRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly credentials?: 'include';
}

/** Fetches from within a page, as a script of its own would. */
export function fetchInPage(page: Page, url: string, init: PageRequest = {}): Promise<Seen> {
  return page.evaluate(
    async ([target, options]) => {
      try {
        const response = await fetch(target, options);
        const headers = Object.fromEntries(response.headers);
        return { status: response.status, body: await response.text(), headers };
      } catch {
        return 'blocked' as const;
      }
    },
    [url, init] as const,
  );
}
