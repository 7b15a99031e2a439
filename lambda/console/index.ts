import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConsoleConfig } from '../shared/configuration/console-configuration';
import { createConsole } from './console-handler';
import { ServedFiles, type Manifest } from './served-files';

const manifest = JSON.parse(readFileSync(join(__dirname, 'manifest.json'), 'utf8')) as Manifest;
const files = new ServedFiles(manifest, (name) => readFileSync(join(__dirname, 'www', `${name}.br`)));
const serve = createConsole(files, readConsoleConfig());

/** Serves the console's page to proxy events of a REST API. */
export const handler = async (event: Parameters<typeof serve>[0]): Promise<ReturnType<typeof serve>> =>
  Promise.resolve(serve(event));
