import { readFileSync } from 'node:fs';
import { CorsBackend, CorsGateway } from '../../lib';
import { once } from './support/once';
import { idsOf, methodsOf, stackOf, type Built } from './support/stack-of';

const file = require.resolve('aws-cdk-lib/recommended-feature-flags.json');
const flags = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

const build = (context: Record<string, unknown>): Built =>
  stackOf(
    (stack) =>
      new CorsGateway(stack, 'Cors', {
        backends: { '/services/data': CorsBackend.http('https://api.example.com') },
        defaultBackend: CorsBackend.echo(),
        // One of the flags leaves it out, which gateway-stage.test.ts shows.
        cloudWatchRole: true,
      }),
    context,
  );

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** All that may be done, action by action, whichever policies and statements hold it, and in whichever order. */
function statements(built: Built): string[] {
  const policies = built.resources<{ PolicyDocument: { Statement: Statement[] } }>('AWS::IAM::Policy');
  return Object.values(policies)
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .flatMap((statement) =>
      [statement.Action]
        .flat()
        .flatMap((Action) =>
          [statement.Resource].flat().map((Resource) => JSON.stringify({ ...statement, Action, Resource })),
        ),
    )
    .sort();
}

describe('in an app with every recommended feature flag', () => {
  const plain = once(() => build({}));
  const flagged = once(() => build(flags));

  test('there are many flags', () => {
    expect(Object.keys(flags).length).toBeGreaterThan(50);
  });

  test('the routes are the same', () => {
    expect(methodsOf(flagged())).toEqual(methodsOf(plain()));
  });

  test('what functions may do is the same', () => {
    expect(statements(flagged())).toEqual(statements(plain()));
  });

  test('the table, the API and the role for logs are the same', () => {
    for (const type of [
      'AWS::DynamoDB::GlobalTable',
      'AWS::ApiGateway::RestApi',
      'AWS::ApiGateway::Account',
    ]) {
      expect(idsOf(plain(), type).length).toBeGreaterThan(0);
      expect(idsOf(flagged(), type)).toEqual(idsOf(plain(), type));
    }
  });
});
