import { useSyncExternalStore } from 'react';
import type { PublicSuffixLookup } from '../../lib/core';
import type { RegistrableDomain } from './origin-parts';

let lookup: PublicSuffixLookup | undefined;
const listeners = new Set<() => void>();

/** Loads the Public Suffix List; the page works without it. */
export async function loadSuffixes(): Promise<void> {
  const { publicSuffixKind } = await import('../../lib/contract/public-suffixes');
  lookup = publicSuffixKind;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The list, once it is there. */
export function useSuffixes(): PublicSuffixLookup | undefined {
  return useSyncExternalStore(subscribe, () => lookup);
}

/**
 * The registrable domain by a list: the shortest end of the host that is neither a suffix nor above one.
 *
 * @param kind undefined while the list is not there
 */
export function registrableBy(kind: PublicSuffixLookup | undefined): RegistrableDomain {
  return (host) => {
    if (kind === undefined || !/^[a-z0-9_.-]+$/i.test(host) || /^[\d.]+$/.test(host)) return undefined;
    const labels = host.toLowerCase().split('.');
    for (let first = labels.length - 2; first >= 0; first -= 1) {
      const name = labels.slice(first).join('.');
      const parent = labels.slice(first + 1).join('.');
      if (kind(name) === 'none' && kind(parent) !== 'none') return name;
    }
    return undefined;
  };
}
