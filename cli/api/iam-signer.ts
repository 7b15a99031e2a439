import { Sha256 } from '@aws-crypto/sha256-js';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest } from './http';

/*
 * AWS's own signer and chain of credentials. They are in a file of their own, which is read when a call is signed.
 */

/** Signs requests, and knows whose key it has. */
export interface IamSigner {
  sign(request: HttpRequest, service: string): Promise<Readonly<Record<string, string>>>;
  accessKeyId(): Promise<string>;
}

/** A signer with the credentials of the environment, a profile, a role or the machine, as AWS's own tools find them. */
export function createSigner(region: string): IamSigner {
  // A failure of the metadata service of a machine that is none must not hold up the sentence for a minute.
  const credentials = defaultProvider({ timeout: 1000, maxRetries: 0 });
  return {
    accessKeyId: async () => (await credentials()).accessKeyId,
    sign: async ({ method, url, headers, body }, service) => {
      const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
      const signed = await signer.sign({
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        path: url.pathname,
        query: queryOf(url),
        headers: { ...headers, host: url.host },
        ...(body === undefined ? {} : { body }),
      });
      return Object.fromEntries(Object.entries(signed.headers).filter(([name]) => name !== 'host'));
    },
  };
}

function queryOf(url: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const [only = '', ...more] = url.searchParams.getAll(name);
    query[name] = more.length === 0 ? only : [only, ...more];
  }
  return query;
}
