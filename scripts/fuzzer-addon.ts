import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/*
 * Jazzer.js ships its fuzzer as a binary that is linked against glibc 2.38 and GCC 13; Debian 12 has 2.36 and 12. All that
 * it needs of the newer ones are three functions, which older libraries have under other names. Where the machine's are
 * older, the binary's demand for those versions is marked as weak, and the three functions come from a library of ours.
 * Building the fuzzer anew would need LLVM's sources.
 */

const NEEDED = { glibc: [2, 38], versions: ['GLIBC_2.38', 'GLIBCXX_3.4.32'] } as const;

/** The names of these functions in newer headers. https://sourceware.org/glibc/manual/latest/html_node/Parsing-of-Integers.html */
const SHIM = `
#include <stdlib.h>
long __isoc23_strtol(const char *text, char **end, int base) { return strtol(text, end, base); }
unsigned long __isoc23_strtoul(const char *text, char **end, int base) { return strtoul(text, end, base); }
void _ZSt21ios_base_library_initv(void) {}
`;

const root = resolve(__dirname, '..');

/** The environment that Jazzer.js needs so that its binary loads on this machine. */
export function fuzzerEnvironment(): Record<string, string> {
  if (process.platform !== 'linux' || !isOlderGlibc()) return {};
  const folder = join(root, 'node_modules/.cache/fuzzer');
  const library = join(folder, 'newer-names.so');
  if (!existsSync(library)) {
    mkdirSync(folder, { recursive: true });
    const source = join(folder, 'newer-names.c');
    writeFileSync(source, SHIM);
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source], { stdio: 'inherit' });
  }
  const file = `fuzzer-${process.platform}-${process.arch}.node`;
  relaxVersions(join(root, 'node_modules/@jazzer.js/fuzzer/prebuilds', file), NEEDED.versions);
  return { LD_PRELOAD: library };
}

function isOlderGlibc(): boolean {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const [major = 0, minor = 0] = (header.glibcVersionRuntime ?? '').split('.').map(Number);
  return major < NEEDED.glibc[0] || (major === NEEDED.glibc[0] && minor < NEEDED.glibc[1]);
}

const SHT_GNU_VERNEED = 0x6ffffffe;
const VER_FLG_WEAK = 0x2;

/**
 * Marks the versions that a 64-bit, little-endian ELF file demands as weak. Done once, it changes nothing when done again.
 *
 * @see https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html
 */
function relaxVersions(path: string, versions: readonly string[]): void {
  const file = readFileSync(path);
  const hashes = new Set(versions.map(elfHash));
  const sections = Number(file.readBigUInt64LE(40));
  const [size, count] = [file.readUInt16LE(58), file.readUInt16LE(60)];
  for (let index = 0; index < count; index++) {
    const section = sections + index * size;
    if (file.readUInt32LE(section + 4) !== SHT_GNU_VERNEED) continue;
    let need = Number(file.readBigUInt64LE(section + 24));
    for (let next = -1; next !== 0; need += next) {
      let aux = need + file.readUInt32LE(need + 8);
      for (let left = file.readUInt16LE(need + 2); left > 0; left--) {
        if (hashes.has(file.readUInt32LE(aux))) {
          file.writeUInt16LE(file.readUInt16LE(aux + 4) | VER_FLG_WEAK, aux + 4);
        }
        aux += file.readUInt32LE(aux + 12);
      }
      next = file.readUInt32LE(need + 12);
    }
  }
  writeFileSync(path, file);
}

/** @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html#hash */
function elfHash(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) {
    hash = (hash << 4) + byte;
    const high = hash & 0xf0000000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
}
