/** Faults of files that people meet, in their words. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'you may not do that',
  EPERM: 'you may not do that',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/** Why a file could not be read or written, as a part of a sentence. */
export function fileFault(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return FAULTS[code ?? ''] ?? message.replace(/\.$/, '');
}
