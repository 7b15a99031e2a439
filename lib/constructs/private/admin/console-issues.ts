import { Token } from 'aws-cdk-lib';
import type { AdminAuth } from '../../admin-auth';
import type { CorsConsoleOptions } from '../../cors-console-options';
import type { SynthIssue } from '../synth/synth-error';
import { existingDomain, isOwned } from './console-domain';

/** The parts of the props that the console depends on. */
interface ConsoleProps {
  readonly auth: AdminAuth;
  readonly console?: CorsConsoleOptions | undefined;
}

const PREFIX = /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether the admin API serves the console. */
export function servesConsole({ auth, console }: ConsoleProps): boolean {
  if (auth._userPool === undefined || console?.enabled === false) return false;
  return console !== undefined || !lacksDomain(auth);
}

/** Whether the console is off only because nobody knows the domain of the user pool. */
export function isOffForWantOfDomain({ auth, console }: ConsoleProps): boolean {
  return console === undefined && auth._userPool !== undefined && lacksDomain(auth);
}

/** A pool that was made elsewhere can have a domain of which nothing is known here. */
function lacksDomain({ _userPool: userPool }: AdminAuth): boolean {
  return userPool !== undefined && !isOwned(userPool) && existingDomain(userPool) === undefined;
}

/** Everything in the options that cannot work. */
export function consoleIssues({ auth, console }: ConsoleProps): readonly SynthIssue[] {
  if (console === undefined || console.enabled === false) return [];
  const { domain, domainPrefix, urls = [] } = console;
  const issues: SynthIssue[] = [];
  if (auth._userPool === undefined) {
    const rule = 'a page cannot sign its calls, because it has no AWS credentials';
    const fix =
      'leave it out and run "npx apigateway-cors-allowlist console", or use auth: AdminAuth.cognito(userPool)';
    issues.push({ prop: 'console', value: 'on', rule, fix });
  } else if (domain === undefined && lacksDomain(auth)) {
    const rule = 'the user pool is imported, and it may have a domain already';
    const fix = 'give console.domain: UserPoolDomain.fromDomainName(…)';
    issues.push({ prop: 'console.domain', value: undefined, rule, fix });
  }
  if (domain !== undefined && domainPrefix !== undefined) {
    const fix = 'leave domain or domainPrefix out';
    issues.push({
      prop: 'console.domainPrefix',
      value: domainPrefix,
      rule: 'the user pool has a domain already',
      fix,
    });
  }
  if (domainPrefix !== undefined && !Token.isUnresolved(domainPrefix) && !PREFIX.test(domainPrefix)) {
    const rule = 'must be 1 to 63 lower-case letters, digits and hyphens, without aws, amazon and cognito';
    issues.push({ prop: 'console.domainPrefix', value: domainPrefix, rule, fix: 'choose another prefix' });
  }
  for (const [index, url] of urls.entries()) {
    if (Token.isUnresolved(url) || isBaseUrl(url)) continue;
    const rule = 'must be an https URL without query and fragment';
    issues.push({
      prop: `console.urls[${index}]`,
      value: url,
      rule,
      fix: 'write "https://admin.example.com", with the base path if there is one',
    });
  }
  return issues;
}

function isBaseUrl(url: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, search, hash, username } = new URL(url);
  return protocol === 'https:' && search === '' && hash === '' && username === '' && !/[?#]/.test(url);
}
