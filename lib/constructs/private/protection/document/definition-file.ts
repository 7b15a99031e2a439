import { existsSync, readFileSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import { requiredIssues, TEXT } from '../../synth/prop-types';
import { throwIssues } from '../../synth/synth-error';

/**
 * Reads a document from a JSON file.
 *
 * @param scope the construct whose path errors name
 * @throws SynthError for a file that is not there, and for a file that is not JSON
 */
export function readDefinitionFile(scope: IConstruct, file: string): unknown {
  const refuse = (rule: string, fix: string): void => {
    throwIssues(scope, [{ prop: 'file', value: file, rule, fix }]);
  };
  throwIssues(scope, requiredIssues('file', file, TEXT));
  if (!existsSync(file)) refuse('the file does not exist', 'name it by its absolute path, from __dirname');
  try {
    // Some editors put a byte order mark at the beginning.
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    const fix =
      "for YAML, add the package yaml to your app, and say protectedDefinition(parse(readFileSync(file, 'utf8')))";
    refuse(`the file is not JSON: ${(error as Error).message}`, fix);
    return undefined;
  }
}
