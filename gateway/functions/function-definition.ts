import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceProperties } from '../assembly/resource-properties';
import { inlineFolder } from './inline-code';

/** One Lambda function of a template, ready to run. */
export interface FunctionDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Name of the log group to which it writes. */
  readonly logGroup: string;
  /** The unpacked deployment package: what is `/var/task` on Lambda. */
  readonly directory: string;
  /** `<file without extension>.<export>`. */
  readonly handler: string;
  readonly runtime: string;
  readonly environment: ReadonlyMap<string, string>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Events that may run at once; the next one is throttled. Undefined where nothing is reserved. */
  readonly reservedConcurrency: number | undefined;
}

/** Lambda's own defaults for a function that does not say. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

/**
 * The function that this resource describes.
 *
 * @throws UnsupportedTemplateError for code that is not a folder of the assembly, and for other runtimes than Node.js
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 */
export function functionDefinition(resource: ResourceProperties): FunctionDefinition {
  const runtime = resource.optionalString('Runtime') ?? 'a container image';
  if (!runtime.startsWith('nodejs')) {
    throw resource.unsupported(
      'Runtime',
      `${runtime} does not run here; the local gateway runs Node.js functions`,
    );
  }
  return {
    logicalId: resource.logicalId,
    name: resource.reference,
    arn: resource.attribute('Arn'),
    logGroup:
      resource.nested('LoggingConfig')?.optionalString('LogGroup') ?? `/aws/lambda/${resource.reference}`,
    directory: codeDirectory(resource),
    handler: resource.string('Handler'),
    runtime,
    environment: resource.nested('Environment')?.stringMap('Variables') ?? new Map(),
    timeoutSeconds: resource.optionalNumber('Timeout') ?? DEFAULT_TIMEOUT_SECONDS,
    memoryMb: resource.optionalNumber('MemorySize') ?? DEFAULT_MEMORY_MB,
    reservedConcurrency: resource.optionalNumber('ReservedConcurrentExecutions'),
  };
}

/** The file that holds the handler, without its extension, and the name under which it is exported. */
export function handlerLocation({ directory, handler }: FunctionDefinition): {
  module: string;
  exportName: string;
} {
  const dot = handler.lastIndexOf('.');
  return { module: join(directory, handler.slice(0, dot)), exportName: handler.slice(dot + 1) };
}

function codeDirectory(resource: ResourceProperties): string {
  const code = resource.nested('Code');
  const inline = code?.optionalString('ZipFile');
  if (inline !== undefined) return inlineFolder(inline);
  const key = code?.optionalString('S3Key');
  const directory = key === undefined ? undefined : resource.owner.asset(key);
  if (directory === undefined) throw resource.unsupported('Code', 'is not an asset of this assembly');
  if (statSync(directory, { throwIfNoEntry: false })?.isFile() === true) {
    throw resource.unsupported('Code', 'is an archive; the local gateway runs folders');
  }
  return directory;
}
