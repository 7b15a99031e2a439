import { EMPTY_DRAFT, type Draft } from './draft';

/** The form that was open when a sign-in ended; it holds no token, and it is gone with the window. */
const KEY = 'cors-console-draft';

/** Keeps a form over the way to the sign-in and back. */
export function keepDraft(place: string, draft: Draft): void {
  sessionStorage.setItem(KEY, JSON.stringify({ place, draft }));
}

/** The form that was kept for this place. */
export function keptDraft(place: string): Draft | undefined {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return undefined;
  try {
    const kept = JSON.parse(text) as { place?: unknown; draft?: Partial<Draft> };
    return kept.place === place ? { ...EMPTY_DRAFT, ...kept.draft } : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets it, once it is in the form again. */
export function forgetDraft(): void {
  sessionStorage.removeItem(KEY);
}
