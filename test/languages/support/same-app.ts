import { resolve } from 'node:path';
import type { Surroundings } from './command';
import { synthesize, type Context } from './synthesize';

const typeScript: Surroundings = { cwd: resolve(__dirname, '../../..') };

const site: Context = {
  siteHost: 'site.example.com',
  siteCertificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/one',
};

/** Every option of the example app at once. */
export const EVERYTHING: Context = {
  oauthUpstream: 'https://idp.example.com/realms/one',
  adminAuth: 'cognito',
  ...site,
};

const CHOICES: readonly Context[] = [
  {},
  { oauthUpstream: 'https://idp.example.com' },
  { oauthUpstream: 'https://idp.example.com/realms/one' },
  { adminAuth: 'cognito' },
  site,
];

const REFUSALS: readonly [context: Context, message: string][] = [
  [{ adminAuth: 'basic' }, 'context adminAuth'],
  [{ siteHost: 'site.example.com' }, 'context siteHost'],
];

/** Holds an app to `bin/app.ts`: the same template to the byte, in which the hashes of assets stand for the functions. */
export async function expectSameTemplate(app: Surroundings, context: Context): Promise<void> {
  const [expected, template] = await Promise.all([synthesize(typeScript, context), synthesize(app, context)]);
  // Objects show where they differ; the texts differ in the order too.
  expect(JSON.parse(template)).toEqual(JSON.parse(expected));
  expect(template === expected).toBe(true);
}

/**
 * The cases that hold an example to `bin/app.ts`, with each choice of its context.
 *
 * @param app where the example runs; asked for once the suite has prepared it
 */
export function itIsTheSameApp(app: () => Surroundings): void {
  test.each(CHOICES)('its template is that of bin/app.ts for %j', async (context) => {
    await expectSameTemplate(app(), context);
  });

  test.each(REFUSALS)('it refuses %j, with the name of what cannot be', async (context, message) => {
    await expect(synthesize(app(), context)).rejects.toThrow(message);
  });
}
