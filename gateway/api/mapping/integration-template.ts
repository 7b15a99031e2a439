import { jsonAt } from './json-path';
import { valueSource, type RequestValues } from './value-source';

/** The text that a template of an integration works on: the body of a request, or of a backend's answer. */
export interface TemplateInput extends RequestValues {
  readonly body: string;
}

const QUOTED = String.raw`\(\s*(?:'([^']*)'|"([^"]*)")\s*\)`;
const INPUT = String.raw`\$input\.(?:body|(json|path|params)${QUOTED}|params\(\)\.(?:header|querystring|path)\.get${QUOTED})`;
const VARIABLE = String.raw`\$\{?(?:context|stageVariables)(?:\.[A-Za-z0-9_-]+)+\}?`;
const VALUE = `${INPUT}|${VARIABLE}`;
const CALL = new RegExp(
  String.raw`\$util\.(escapeJavaScript|urlEncode|urlDecode|base64Encode|base64Decode)\(\s*(${VALUE})\s*\)|(${VALUE})`,
  'g',
);

const UTILITIES: Readonly<Record<string, (text: string) => string>> = {
  escapeJavaScript: (text) => JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'"),
  urlEncode: encodeURIComponent,
  urlDecode: (text) => decodeURIComponent(text.replaceAll('+', ' ')),
  base64Encode: (text) => Buffer.from(text).toString('base64'),
  base64Decode: (text) => Buffer.from(text, 'base64').toString('utf8'),
};

/**
 * A template of an integration with its values in place: `$context`, `$stageVariables`, `$input.body`,
 * `$input.json('$.a')`, `$input.path('$.a')`, `$input.params('a')`, each also within one of `$util`'s text functions. These
 * are what templates mostly use of VTL; {@link isIntegrationTemplate} tells the others.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function fillIntegrationTemplate(template: string, input: TemplateInput): string {
  return template.replace(CALL, (match: string, utility: string | undefined, within: string | undefined) => {
    const value = valueOf(within ?? match, input);
    const convert = utility === undefined ? undefined : UTILITIES[utility];
    return convert === undefined ? value : convert(value);
  });
}

/** Whether a template holds nothing but text and values that {@link fillIntegrationTemplate} knows. */
export function isIntegrationTemplate(template: string): boolean {
  const rest = template.replace(CALL, '');
  return (
    !/\$[A-Za-z{!]/.test(rest) &&
    !/#\{?(set|if|else|elseif|end|foreach|define|macro|parse|include)\b/.test(rest)
  );
}

const ONE_VALUE = new RegExp(`^(?:${INPUT})$`);

function valueOf(expression: string, input: TemplateInput): string {
  if (!expression.startsWith('$input.')) {
    return valueSource(expression.replace(/^\$\{?/, '').replace(/\}$/, ''))?.(input) ?? '';
  }
  if (expression === '$input.body') return input.body;
  const [, kind, single, double, singleGet, doubleGet] = ONE_VALUE.exec(expression) ?? [];
  const argument = single ?? double ?? singleGet ?? doubleGet ?? '';
  switch (kind) {
    case 'json':
      return jsonText(jsonAt(input.body, argument));
    case 'path': {
      const found = jsonAt(input.body, argument);
      if (found === undefined || found === null) return '';
      return typeof found === 'string' ? found : jsonText(found);
    }
    default:
      return parameter(argument, input);
  }
}

/** A path parameter, else one of the query, else a header. */
function parameter(name: string, input: TemplateInput): string {
  for (const place of ['path', 'querystring', 'header']) {
    const value = valueSource(`method.request.${place}.${name}`)?.(input);
    if (value !== undefined) return value;
  }
  return '';
}

function jsonText(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}
