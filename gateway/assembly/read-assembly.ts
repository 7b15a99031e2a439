import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../errors';
import { isJsonObject, parseJson, type JsonObject } from '../json';
import type { ResourceProperties } from './resource-properties';
import { Stack, type Deployed } from './stack';
import { parseTemplate } from './template';
import type { StackEnvironment } from './physical-names';

/** Options of {@link readAssembly}. */
export interface ReadAssemblyOptions {
  /**
   * Name of the stack to take.
   *
   * @default - the only stack of the assembly
   */
  readonly stackName?: string;
  /**
   * Values of template parameters.
   *
   * @default - each parameter's own `Default`
   */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The account and the region of a template that does not name its own. */
const LOCAL_ENVIRONMENT: StackEnvironment = { account: '123456789012', region: 'us-east-1' };

const STACK = 'aws:cloudformation:stack';
const ASSETS = 'cdk:asset-manifest';
const ASSEMBLY = 'cdk:cloud-assembly';

interface Artifact {
  readonly id: string;
  readonly type: string;
  readonly environment: string;
  readonly properties: JsonObject;
}

/**
 * Reads a cloud assembly (`cdk.out`): the template of one stack and the folders of its assets.
 *
 * @param directory the folder that holds `manifest.json`
 * @throws GatewayError `assembly_unreadable` when a file is missing or not JSON, or the stack is not clear
 * @throws GatewayError `template_invalid`
 * @see https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema
 */
export function readAssembly(directory: string, options: ReadAssemblyOptions = {}): Stack {
  const artifacts = readArtifacts(directory);
  const artifact = chooseStack(artifacts, directory, options.stackName);
  return stackOf(
    artifact,
    directory,
    readAssets(directory, artifacts),
    options.parameters ?? {},
    () => undefined,
  );
}

/** Several stacks, as one deployment made them. */
export interface Stacks extends Deployed {
  readonly stacks: readonly Stack[];
}

/**
 * Reads every stack of a cloud assembly, those of its stages (nested assemblies) too. They see what each other exports.
 *
 * @param wanted names of the stacks to take; all without one
 * @throws GatewayError as {@link readAssembly} does
 */
export function readStacks(
  directory: string,
  wanted: readonly string[],
  parameters: Readonly<Record<string, string>> = {},
): Stacks {
  const stacks: Stack[] = [];
  const imported = (name: string): string | undefined => {
    for (const stack of stacks) {
      const value = stack.exported(name);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const found: string[] = [];
  for (const folder of assemblyFolders(directory)) {
    const artifacts = readArtifacts(folder);
    const assets = readAssets(folder, artifacts);
    for (const artifact of artifacts.filter(({ type }) => type === STACK)) {
      found.push(stackNameOf(artifact));
      if (wanted.length > 0 && !wanted.includes(stackNameOf(artifact)) && !wanted.includes(artifact.id))
        continue;
      stacks.push(stackOf(artifact, folder, assets, parameters, imported));
    }
  }
  if (stacks.length === 0) {
    const asked = wanted.length === 0 ? '' : ` named ${wanted.join(' or ')}`;
    throw new GatewayError(
      'assembly_unreadable',
      `${directory} holds no stack${asked}, and holds: ${found.join(', ') || 'none'}`,
    );
  }
  const all = (read: (stack: Stack) => ResourceProperties[]): ResourceProperties[] => stacks.flatMap(read);
  return {
    stacks,
    resourcesOf: (...types) => all((stack) => stack.resourcesOf(...types)),
    customResources: () => all((stack) => stack.customResources()),
  };
}

function stackOf(
  artifact: Artifact,
  directory: string,
  assets: ReadonlyMap<string, string>,
  parameters: Readonly<Record<string, string>>,
  imported: (name: string) => string | undefined,
): Stack {
  const template = (file: string) => parseTemplate(readText(file), file);
  return new Stack({
    name: stackNameOf(artifact),
    template: template(fileOf(artifact, 'templateFile', directory)),
    environment: environmentOf(artifact),
    assets,
    parameters,
    readTemplate: template,
    imported,
  });
}

/** The folder of an assembly, and those of the assemblies in it. */
function assemblyFolders(directory: string): string[] {
  const nested = readArtifacts(directory).filter(({ type }) => type === ASSEMBLY);
  return [
    directory,
    ...nested.flatMap((artifact) => assemblyFolders(fileOf(artifact, 'directoryName', directory))),
  ];
}

function readArtifacts(directory: string): Artifact[] {
  const manifest = readObject(join(directory, 'manifest.json'));
  const artifacts = isJsonObject(manifest['artifacts']) ? manifest['artifacts'] : {};
  return Object.entries(artifacts).flatMap(([id, value]) =>
    isJsonObject(value) && typeof value['type'] === 'string'
      ? [
          {
            id,
            type: value['type'],
            environment: typeof value['environment'] === 'string' ? value['environment'] : '',
            properties: isJsonObject(value['properties']) ? value['properties'] : {},
          },
        ]
      : [],
  );
}

function chooseStack(
  artifacts: readonly Artifact[],
  directory: string,
  wanted: string | undefined,
): Artifact {
  const stacks = artifacts.filter(({ type }) => type === STACK);
  const matching = stacks.filter((stack) => wanted === undefined || stackNameOf(stack) === wanted);
  const [stack, ...others] = matching;
  if (stack !== undefined && others.length === 0) return stack;
  const names = stacks.map(stackNameOf).join(', ') || 'none';
  throw new GatewayError(
    'assembly_unreadable',
    `${directory} must hold one stack${wanted === undefined ? '' : ` named ${wanted}`}, and holds: ${names}`,
  );
}

function stackNameOf({ id, properties }: Artifact): string {
  return typeof properties['stackName'] === 'string' ? properties['stackName'] : id;
}

function environmentOf({ environment }: Artifact): StackEnvironment {
  // aws://ACCOUNT/REGION, where a part that the app left open reads "unknown-account" or "unknown-region".
  const [account = '', region = ''] = environment.replace('aws://', '').split('/');
  const known = (value: string, fallback: string): string =>
    value === '' || value.startsWith('unknown-') ? fallback : value;
  return {
    account: known(account, LOCAL_ENVIRONMENT.account),
    region: known(region, LOCAL_ENVIRONMENT.region),
  };
}

function readAssets(directory: string, artifacts: readonly Artifact[]): Map<string, string> {
  const folders = new Map<string, string>();
  for (const artifact of artifacts.filter(({ type }) => type === ASSETS)) {
    const files = readObject(fileOf(artifact, 'file', directory))['files'];
    for (const asset of Object.values(isJsonObject(files) ? files : {})) {
      for (const [key, path] of assetKeys(asset)) folders.set(key, join(directory, path));
    }
  }
  return folders;
}

function assetKeys(asset: unknown): (readonly [string, string])[] {
  const source = isJsonObject(asset) ? asset['source'] : undefined;
  const destinations = isJsonObject(asset) ? asset['destinations'] : undefined;
  const path = isJsonObject(source) ? source['path'] : undefined;
  if (typeof path !== 'string' || !isJsonObject(destinations)) return [];
  return Object.values(destinations).flatMap((destination) => {
    const key = isJsonObject(destination) ? destination['objectKey'] : undefined;
    return typeof key === 'string' ? [[key, path] as const] : [];
  });
}

function fileOf(artifact: Artifact, property: string, directory: string): string {
  const name = artifact.properties[property];
  if (typeof name === 'string') return join(directory, name);
  throw new GatewayError('assembly_unreadable', `${directory}: artifact ${artifact.id} names no ${property}`);
}

function readObject(file: string): JsonObject {
  const value = parseJson(readText(file));
  if (isJsonObject(value)) return value;
  throw new GatewayError('assembly_unreadable', `${file} is not a JSON object; synthesize the app again`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new GatewayError('assembly_unreadable', `${file} cannot be read; synthesize the app first`, {
      cause: error,
    });
  }
}
