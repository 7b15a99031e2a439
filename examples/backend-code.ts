import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { cpSync } from 'node:fs';
import { join } from 'node:path';

/** In a project of yours: `node_modules/apigateway-cors-allowlist/assets/runtime`. */
const RUNTIME = join(__dirname, '..', 'assets', 'runtime');

/**
 * The code of a function: a folder with its handler, and beside that the middleware, where Node.js looks for packages.
 *
 * Your apps have this from `NodejsFunction`, which puts both into one file by esbuild, or from `npm install` in the folder.
 * The examples copy, so that they synthesize with nothing else installed.
 */
export function backendCode(folder: string): Code {
  const copyTo = (output: string): void => {
    cpSync(folder, output, { recursive: true });
    cpSync(RUNTIME, join(output, 'node_modules', 'apigateway-cors-allowlist', 'runtime'), {
      recursive: true,
    });
  };
  return Code.fromAsset(folder, {
    // Of what is copied, so that a new middleware is a change too.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      local: {
        tryBundle: (output) => {
          copyTo(output);
          return true;
        },
      },
    },
  });
}
