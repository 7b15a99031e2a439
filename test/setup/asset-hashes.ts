/** Hashes of shipped bundles and of deployments change with every line of a handler; a snapshot is about the rest. */
const ASSET_KEY = /^[0-9a-f]{64}(?=\.zip$)/;
const DEPLOYMENT_ID = /(Deployment[0-9A-F]{8})[0-9a-f]{32}/;

function masked(value: string): string {
  return value.replace(ASSET_KEY, '<asset>').replace(DEPLOYMENT_ID, '$1<hash>');
}

/** The same tree with each hash masked, in values and in keys. */
export function maskHashes(value: unknown): unknown {
  if (typeof value === 'string') return masked(value);
  if (Array.isArray(value)) return value.map(maskHashes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [masked(key), maskHashes(member)]));
}
