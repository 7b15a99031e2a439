import { QUERY_SIGNING_KEY } from '../../lib/contract';
import type { AttributeMap } from './attribute-values';
import { AllowlistTable, type TableOptions } from './allowlist-table';
import { absent } from './write-condition';

const KEY_BYTES = 32;

/**
 * A secret that all instances of a function share: an item of the table, made by the first instance that needs it. A template
 * cannot make one without showing it, and a service for secrets costs money each month (ADR 15).
 */
export class SigningKey {
  private readonly table: AllowlistTable;
  private known: Promise<Buffer> | undefined;

  constructor(options: TableOptions) {
    this.table = new AllowlistTable(options);
  }

  /**
   * The key. A read that failed is tried again by the next call.
   *
   * @throws StoreUnavailableError
   */
  async read(): Promise<Buffer> {
    this.known ??= this.readOrMake();
    try {
      return await this.known;
    } catch (error) {
      this.known = undefined;
      throw error;
    }
  }

  private async readOrMake(): Promise<Buffer> {
    const stored = await this.table.get(QUERY_SIGNING_KEY);
    if (stored !== undefined) return keyIn(stored);
    const key = Buffer.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
    const item = { ...QUERY_SIGNING_KEY, key: key.toString('base64url') };
    const put = await this.table.put(item, absent());
    // Another instance was first: its key counts.
    return put.written ? key : keyIn(put.current ?? {});
  }
}

/** A shorter text is not a key of ours, and signatures by it could be forged. */
function keyIn(item: AttributeMap): Buffer {
  const key = Buffer.from(item['key']?.S ?? '', 'base64url');
  if (key.length === KEY_BYTES) return key;
  throw new Error(
    `the item ${QUERY_SIGNING_KEY.pk} holds no key; delete it, and the next question makes another one`,
  );
}
