import { decodeEscapes } from '../../http/query';
import { isJsonObject } from '../../json';
import { jsonAt } from './json-path';
import { valueSource, type RequestValues } from './value-source';
import {
  parseVelocity,
  UnknownVelocityError,
  type Expression,
  type Node,
  type Reference,
  type Step,
} from './velocity-parser';

/** The text that a template of an integration works on: the body of a request, or of a backend's answer. */
export interface TemplateInput extends RequestValues {
  readonly body: string;
}

/** The result of a template: its text, and what it sets of the response (`$context.responseOverride`). */
export interface FilledTemplate {
  readonly text: string;
  readonly status: number | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const UTILITIES: Readonly<Record<string, (text: string) => unknown>> = {
  escapeJavaScript: (text) => JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'"),
  urlEncode: encodeURIComponent,
  urlDecode: (text) => decodeEscapes(text.replaceAll('+', ' ')),
  base64Encode: (text) => Buffer.from(text).toString('base64'),
  base64Decode: (text) => Buffer.from(text, 'base64').toString('utf8'),
  parseJson: (text) => jsonAt(text, '$'),
};

const INPUT = ['body', 'json', 'path', 'params'];

/**
 * A template of an integration with its values in place: `$context`, `$stageVariables`, `$input`, `$util`, variables, `#set`
 * and `#if`. {@link isIntegrationTemplate} tells the templates that hold more.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function fillIntegrationTemplate(template: string, input: TemplateInput): FilledTemplate {
  const run = new TemplateRun(input);
  const text = run.textOf(parseVelocity(template));
  return { text, status: run.status, headers: run.headers };
}

/** Whether {@link fillIntegrationTemplate} knows all that a template holds. */
export function isIntegrationTemplate(template: string): boolean {
  try {
    return parseVelocity(template).every(isKnown);
  } catch (error) {
    if (error instanceof UnknownVelocityError) return false;
    throw error;
  }
}

function isKnown(part: Node | Expression): boolean {
  if (typeof part === 'string') return true;
  switch (part.kind) {
    case 'reference': {
      const [root, first] = part.steps;
      const functions =
        root?.name === 'input' ? INPUT : root?.name === 'util' ? Object.keys(UTILITIES) : undefined;
      const known = functions === undefined || functions.includes(first?.name ?? '');
      return known && part.steps.every(({ args }) => args?.every(isKnown) !== false);
    }
    case 'set':
      return isKnown(part.value);
    case 'if':
      return part.branches.every(
        ({ condition, body }) => (condition === undefined || isKnown(condition)) && body.every(isKnown),
      );
    case 'literal':
      return true;
    case 'text':
      return part.nodes.every(isKnown);
    case 'not':
      return isKnown(part.of);
    case 'binary':
      return isKnown(part.left) && isKnown(part.right);
  }
}

/** One run of a template, with the variables that it has set so far. */
class TemplateRun {
  status: number | undefined;
  readonly headers: [string, string][] = [];
  private readonly variables = new Map<string, unknown>();

  constructor(private readonly input: TemplateInput) {}

  textOf(nodes: readonly Node[]): string {
    return nodes.map((node) => this.nodeText(node)).join('');
  }

  private nodeText(node: Node): string {
    if (typeof node === 'string') return node;
    switch (node.kind) {
      case 'reference':
        return this.referenceText(node);
      case 'set':
        this.assign(node.target, this.valueOf(node.value));
        return '';
      case 'if': {
        const branch = node.branches.find(
          ({ condition }) => condition === undefined || isTruthy(this.valueOf(condition)),
        );
        return branch === undefined ? '' : this.textOf(branch.body);
      }
    }
  }

  /** A variable that was never set stays as it is written. */
  private referenceText(reference: Reference): string {
    const [root] = reference.steps;
    const value = this.referenceValue(reference);
    const isOwn = ['input', 'util', 'context', 'stageVariables'].includes(root?.name ?? '');
    if (value === undefined && !isOwn && !reference.source.startsWith('$!')) return reference.source;
    return asText(value);
  }

  private assign(target: readonly string[], value: unknown): void {
    const [root = '', part, kind, ...names] = target;
    if (root !== 'context') {
      this.variables.set(root, value);
    } else if (part === 'responseOverride' && kind === 'status') {
      this.status = Number(value);
    } else if (part === 'responseOverride' && kind === 'header') {
      this.headers.push([names.join('.'), asText(value)]);
    }
  }

  private valueOf(expression: Expression): unknown {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'text':
        return this.textOf(expression.nodes);
      case 'reference':
        return this.referenceValue(expression);
      case 'not':
        return !isTruthy(this.valueOf(expression.of));
      case 'binary':
        return compared(expression.operator, this.valueOf(expression.left), this.valueOf(expression.right));
    }
  }

  private referenceValue({ steps }: Reference): unknown {
    const [root, first, ...rest] = steps;
    const names = steps.map(({ name }) => name).join('.');
    switch (root?.name) {
      case 'context':
      case 'stageVariables':
        return valueSource(names)?.(this.input);
      case 'util':
        return UTILITIES[first?.name ?? '']?.(asText(this.argument(first)));
      case 'input':
        return this.followed(this.inputValue(first), rest);
      default:
        return this.followed(
          this.variables.get(root?.name ?? ''),
          first === undefined ? [] : [first, ...rest],
        );
    }
  }

  private inputValue(step: Step | undefined): unknown {
    const argument = this.argument(step);
    switch (step?.name) {
      case 'json':
        return JSON.stringify(jsonAt(this.input.body, asText(argument)) ?? null);
      case 'path':
        return jsonAt(this.input.body, asText(argument));
      case 'params':
        return argument === undefined ? this.parameters() : this.parameter(asText(argument));
      default:
        return this.input.body;
    }
  }

  private argument(step: Step | undefined): unknown {
    const [argument] = step?.args ?? [];
    return argument === undefined ? undefined : this.valueOf(argument);
  }

  /** A path parameter, else one of the query, else a header. */
  private parameter(name: string): string {
    for (const place of ['path', 'querystring', 'header']) {
      const value = valueSource(`method.request.${place}.${name}`)?.(this.input);
      if (value !== undefined) return value;
    }
    return '';
  }

  private parameters(): object {
    const { pathParameters, query, headers } = this.input;
    const last = Object.entries(query).map(([name, values]) => [name, values.at(-1) ?? '']);
    return {
      path: pathParameters,
      querystring: Object.fromEntries(last) as object,
      header: Object.fromEntries(headers),
    };
  }

  private followed(value: unknown, steps: readonly Step[]): unknown {
    let found = value;
    for (const step of steps) {
      const name = step.name === 'get' && step.args !== undefined ? asText(this.argument(step)) : step.name;
      if (name === 'size' && step.args !== undefined) found = Array.isArray(found) ? found.length : undefined;
      else if (Array.isArray(found)) found = found[Number(name)] as unknown;
      else found = isJsonObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
    }
    return found;
  }
}

/** Everything but nothing and `false` is true, as in VTL; an empty text too. */
function isTruthy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

function compared(operator: string, left: unknown, right: unknown): boolean {
  switch (operator) {
    case '||':
      return isTruthy(left) || isTruthy(right);
    case '&&':
      return isTruthy(left) && isTruthy(right);
    case '==':
      return asText(left) === asText(right);
    case '!=':
      return asText(left) !== asText(right);
    case '>':
      return Number(left) > Number(right);
    case '<':
      return Number(left) < Number(right);
    case '>=':
      return Number(left) >= Number(right);
    default:
      return Number(left) <= Number(right);
  }
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
