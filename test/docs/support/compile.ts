import { join } from 'node:path';
import ts from 'typescript';
import { read, ROOT } from './markdown';

/** A program of one file. */
export interface Snippet {
  readonly name: string;
  readonly code: string;
}

const IMPORT = /^import\s[\s\S]*?\sfrom '[^']+';$/gm;

/**
 * The code of a block as a file: as it is where it is one already, otherwise inside what `rosetta/docs.ts-fixture` declares
 * around it. What a block imports or declares itself wins.
 */
export function completed(code: string): string {
  const fixture = read('rosetta/docs.ts-fixture');
  const imports = code.match(IMPORT) ?? [];
  const own = new Set(imports.flatMap((line) => line.match(/\w+/g) ?? []));
  const given = fixture.replaceAll(/\{ ([^}]+) \} from/g, (_all, names: string) => {
    const wanted = names.split(', ').filter((name) => !own.has(name));
    return `{ ${wanted.join(', ')} } from`;
  });
  const declares = given.replaceAll(/^declare const (\w+).*$/gm, (line, name: string) =>
    own.has(name) ? '' : line,
  );
  const body = code.replaceAll(IMPORT, '').replaceAll(/^export /gm, '');
  // A class body makes `this` a construct, as in the constructor of a stack.
  const around = `class Example extends Construct { example() {\n${body}\n} }`;
  return `${declares.replace('/// here', '')}\nimport { Construct } from 'constructs';\n${imports.join('\n')}\n${around}\nvoid Example;\n`;
}

/** The faults that TypeScript finds in each snippet, by its name. */
export function faultsOf(snippets: readonly Snippet[]): ReadonlyMap<string, readonly string[]> {
  const files = new Map(snippets.map(({ name, code }) => [join(ROOT, 'docs', name), { name, code }]));
  const options = optionsOf();
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path)?.code ?? disk.readFile(path),
    getSourceFile: (path, ...rest) => {
      const own = files.get(path);
      return own === undefined
        ? disk.getSourceFile(path, ...rest)
        : ts.createSourceFile(path, own.code, ts.ScriptTarget.ES2023, true);
    },
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const checked = [...files].map(([path, { name }]): [string, readonly string[]] => {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return [name, found.filter((one) => !isForeign(one)).map(textOf)];
  });
  return new Map(checked);
}

function optionsOf(): ts.CompilerOptions {
  const file = join(ROOT, 'tsconfig.check.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(file, (path) => ts.sys.readFile(path)).config as unknown,
    ts.sys,
    ROOT,
  );
  return {
    ...options,
    allowJs: true,
    incremental: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    exactOptionalPropertyTypes: false,
  };
}

/** A page may show code with packages that are not installed here, and files of the reader's own. */
function isForeign({ code, messageText }: ts.Diagnostic): boolean {
  const text = ts.flattenDiagnosticMessageText(messageText, ' ');
  return [2307, 7016].includes(code) && !/'(apigateway-cors-allowlist|aws-cdk-lib|constructs)/.test(text);
}

function textOf({ file, start, messageText }: ts.Diagnostic): string {
  const at = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line;
  const line = file?.text.split('\n')[at]?.trim() ?? '';
  return `${ts.flattenDiagnosticMessageText(messageText, ' ')} (${line})`;
}
