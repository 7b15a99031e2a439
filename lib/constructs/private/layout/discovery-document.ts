import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject } from '../synth/prop-types';
import type { SynthIssue } from '../synth/synth-error';

/** A discovery document, or the reasons why there is none. */
export interface ReadDocument {
  readonly document: Readonly<Record<string, unknown>> | undefined;
  readonly issues: readonly SynthIssue[];
}

/** The document of the options, from exactly one of its two places. */
export function discoveryDocument(
  name: string,
  { file, document }: { readonly file?: string; readonly document?: unknown },
): ReadDocument {
  if ((file === undefined) === (document === undefined)) {
    const rule = 'must have either a document or a file';
    const fix = 'write { file: "issuer.json" }, or { document: { issuer: "https://…", … } }';
    return refused(name, { file, document }, rule, fix);
  }
  if (file === undefined) return objectOf(`${name}.document`, document);
  return parsed(`${name}.file`, file);
}

function parsed(prop: string, file: string): ReadDocument {
  const fix = 'save the issuer’s document: curl -o issuer.json https://…/.well-known/openid-configuration';
  let text: string;
  try {
    text = readFileSync(resolve(file), 'utf8');
  } catch {
    return refused(prop, file, `cannot be read at ${resolve(file)}`, fix);
  }
  try {
    return objectOf(prop, JSON.parse(text) as unknown);
  } catch {
    return refused(prop, file, 'must hold JSON', fix);
  }
}

function objectOf(prop: string, value: unknown): ReadDocument {
  if (isObject(value)) return { document: value as Readonly<Record<string, unknown>>, issues: [] };
  return refused(prop, value, 'must be a JSON object', 'write the members of the discovery document');
}

function refused(prop: string, value: unknown, rule: string, fix: string): ReadDocument {
  return { document: undefined, issues: [{ prop, value, rule, fix }] };
}
