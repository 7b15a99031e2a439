import { readFileSync } from 'node:fs';
import type { CorsFunctionOptions } from '../../cors-function-options';
import type { SynthIssue } from '../synth/synth-error';

/** Name of the file with certificates beside a bundle. */
export const CERTIFICATES_FILE = 'certificate-authority.pem';

/** Node reads it at its start, and trusts what the file holds beside the public authorities. */
export const CERTIFICATES_VARIABLE = 'NODE_EXTRA_CA_CERTS';

/** Where Lambda puts the code of a function. */
export const CERTIFICATES_PATH = `/var/task/${CERTIFICATES_FILE}`;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** A file of certificates that a function could not use, or that nobody should see. */
export function certificateIssues({
  certificateAuthority: value,
}: CorsFunctionOptions): readonly SynthIssue[] {
  const prop = 'certificateAuthority';
  if (value === undefined) return [];
  const text = readText(value);
  if (text === undefined) {
    const fix = 'write a path from the folder in which the app runs';
    return [{ prop, value, rule: 'must be the path of a file that can be read', fix }];
  }
  if (PRIVATE_KEY.test(text)) {
    const rule = 'the file holds a private key, which would be uploaded with the functions';
    return [{ prop, value, rule, fix: 'name a file that holds only certificates' }];
  }
  if (CERTIFICATE.test(text)) return [];
  const rule = 'the file must hold at least one certificate in PEM';
  return [{ prop, value, rule, fix: 'begin each with -----BEGIN CERTIFICATE-----' }];
}

/** The text of the file; the options have no issues. */
export function certificatesIn(path: string): string {
  return readFileSync(path, 'utf8');
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
