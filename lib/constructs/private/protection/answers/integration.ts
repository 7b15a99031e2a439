import { membersOf, objectOf, type JsonObject } from '../document/document';
import { writtenOut } from '../document/operation';

/** An answer that an integration declares. */
export interface DeclaredAnswer {
  readonly status: string;
  readonly mappings: JsonObject;
  readonly templates: unknown;
}

/** An integration, whatever defines it: a construct, a document, or a template. */
export interface Integration {
  /** In upper case; undefined where it is not known here. */
  readonly type: string | undefined;
  /** Undefined for an element that is not known here. */
  readonly answers: readonly (DeclaredAnswer | undefined)[];
  readonly requestMappings: JsonObject;
  readonly transferMode: unknown;
}

/** Reads the integration of a construct, with the names of members as constructs or as templates have them. */
export function integrationOf(value: unknown): Integration {
  const integration = camel(value);
  const answers = integration['integrationResponses'] ?? [];
  return read(integration, Array.isArray(answers) ? answers : [undefined]);
}

/** Reads the integration of an operation. */
export function documentIntegrationOf(value: unknown): Integration {
  const integration = membersOf(value);
  const { responses } = integration;
  if (responses === undefined) return read(integration, []);
  return read(
    integration,
    objectOf(responses) === undefined ? [undefined] : Object.values(responses as JsonObject),
  );
}

/** An object whose members begin with a small letter: templates write them with a capital. */
export function camel(value: unknown): JsonObject {
  const entries = Object.entries(membersOf(value));
  return Object.fromEntries(
    entries.map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), member]),
  );
}

function read(integration: JsonObject, answers: readonly unknown[]): Integration {
  const { type } = integration;
  return {
    type: typeof type === 'string' ? type.toUpperCase() : undefined,
    answers: answers.map(answerOf),
    requestMappings: membersOf(integration['requestParameters']),
    transferMode: integration['responseTransferMode'],
  };
}

function answerOf(value: unknown): DeclaredAnswer | undefined {
  const { statusCode, responseParameters, responseTemplates } = camel(value);
  // YAML without quotes makes a number of it.
  if (typeof statusCode !== 'string' && typeof statusCode !== 'number') return undefined;
  // Headers can be mapped beside those that are known here, and beside no others.
  if (responseParameters !== undefined && writtenOut(responseParameters) === undefined) return undefined;
  return {
    status: String(statusCode),
    mappings: membersOf(responseParameters),
    templates: responseTemplates,
  };
}
