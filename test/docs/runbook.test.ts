import { CorsAdminApi, CorsAllowlist, CorsEndpoints, CorsGateway } from '../../lib';
import { parseQuery } from '../../gateway/logs/query';
import { idsOf, onlyResource, stackOf } from '../constructs/support/stack-of';
import { codeBlocks, read } from './support/markdown';

const BLOCKS = codeBlocks(read('docs/runbook.md'));

interface LoggedStage {
  readonly AccessLogSetting: { readonly Format: string };
}

test('a question to the access log names fields that it has', () => {
  const built = stackOf((stack) => new CorsGateway(stack, 'Cors', { adminApi: false }));
  const stage = onlyResource<LoggedStage>(built, 'AWS::ApiGateway::Stage').Properties;
  const fields = Object.keys(JSON.parse(stage.AccessLogSetting.Format) as object);
  const questions = BLOCKS.filter(({ language }) => language === 'text').map(({ code }) => parseQuery(code));
  expect(questions).toHaveLength(1);
  for (const { conditions, groupBy } of questions) {
    expect(fields).toEqual(expect.arrayContaining([...conditions.map(({ field }) => field), ...groupBy]));
  }
});

test('a restored table gets an admin API of its own', () => {
  const built = stackOf((stack) => {
    const tableArn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/restored';
    const restored = { tableArn, endpoints: CorsEndpoints.salesforce() };
    const allowlist = CorsAllowlist.fromCorsAllowlistAttributes(stack, 'Restored', restored);
    new CorsAdminApi(stack, 'RestoredAdmin', { allowlist });
  });
  expect(Object.keys(built.template.toJSON()['Outputs'] as object)).toContain('AdminUrl');
  expect(idsOf(built, 'AWS::DynamoDB::GlobalTable')).toEqual([]);
});
