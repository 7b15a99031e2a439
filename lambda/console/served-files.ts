import { brotliDecompressSync, gzipSync } from 'node:zlib';
import type { Coding } from './content-coding';

/** One file, as the build describes it. */
export interface ServedFile {
  readonly type: string;
  readonly etag: string;
  readonly immutable: boolean;
}

/** The files of the page by their names. */
export type Manifest = Readonly<Record<string, ServedFile>>;

/** The contents of the files, in whichever coding; each is made once. */
export class ServedFiles {
  private readonly made = new Map<string, Buffer>();

  /** @param readCompressed gives the Brotli form of a file of the manifest */
  constructor(
    private readonly manifest: Manifest,
    private readonly readCompressed: (name: string) => Buffer,
  ) {}

  /** The file of exactly this name. */
  find(name: string): ServedFile | undefined {
    return Object.hasOwn(this.manifest, name) ? this.manifest[name] : undefined;
  }

  /** The bytes of a file that `find` has found. */
  contents(name: string, coding: Coding): Buffer {
    const key = `${coding} ${name}`;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const made = this.make(name, coding);
    this.made.set(key, made);
    return made;
  }

  private make(name: string, coding: Coding): Buffer {
    if (coding === 'br') return this.readCompressed(name);
    const plain = brotliDecompressSync(this.contents(name, 'br'));
    return coding === 'gzip' ? gzipSync(plain) : plain;
  }
}
