import { existsSync, readFileSync } from 'node:fs';
import type { IConstruct } from 'constructs';
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
  if (!existsSync(file)) refuse('the file does not exist', 'name it by its absolute path, from __dirname');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    const fix = 'parse YAML with a package of your own, and give the object to protectedDefinition()';
    refuse(`the file is not JSON: ${(error as Error).message}`, fix);
    return undefined;
  }
}
