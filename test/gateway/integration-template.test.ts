import {
  fillIntegrationTemplate,
  isIntegrationTemplate,
} from '../../gateway/api/mapping/integration-template';

const INPUT = {
  context: { stage: 'live', authorizer: { 'my-key': 'yes' } },
  stageVariables: { colour: 'blue' },
  headers: [['X-Mode', 'fast']] as const,
  query: { scope: ['internal'] },
  pathParameters: { id: '7' },
  body: '{"item":{"name":"a\\"b","tags":["x","y"]},"count":3}',
};

test.each<[template: string, text: string]>([
  ['plain $5.00 and {"$ref": "#/x"}', 'plain $5.00 and {"$ref": "#/x"}'],
  ['$context.stage. ${context.stage}s $context.authorizer.my-key', 'live. lives yes'],
  ['$stageVariables.colour$context.nothing!', 'blue!'],
  [
    `$input.params('id') $input.params("scope") $input.params('X-Mode') $input.params('no')`,
    '7 internal fast ',
  ],
  [`$input.params().header.get('X-Mode') $input.params().path.id`, 'fast 7'],
  [`$input.json('$.item.tags') $input.path('$.item.tags[1]') $input.json('$.none')`, '["x","y"] y null'],
  [`$util.escapeJavaScript($input.path('$.item.name')) $util.base64Encode("a")`, 'a\\"b YQ=='],
  ['#set($root = $input.path("$"))$root.item.name ${root.count} $root.item.tags.size()', 'a"b 3 2'],
  ['#set($who = "at $context.stage")$who $!unset $unset', 'at live  $unset'],
  ['## a comment\nkept #* gone *#.', 'kept .'],
  [
    `#if($input.params('scope') == "internal"){"statusCode": 200}#else{"statusCode": 500}#end`,
    '{"statusCode": 200}',
  ],
  ['#if($context.nothing)a#elseif($stageVariables.colour != "blue")b#{else}c#end', 'c'],
  ['#if(!$context.nothing && ($input.path("$.count") > 2 || false))yes#end', 'yes'],
  ['#if($input.path("$.count") >= 3 and $input.path("$.count") le 3)yes#end', 'yes'],
])('%j becomes %j', (template, text) => {
  expect(isIntegrationTemplate(template)).toBe(true);
  expect(fillIntegrationTemplate(template, INPUT).text).toBe(text);
});

test('a template can set the status and headers of the response', () => {
  const template = `#set($context.responseOverride.status = 404)#set($context.responseOverride.header.X-A = "b")gone`;
  expect(fillIntegrationTemplate(template, INPUT)).toEqual({
    text: 'gone',
    status: 404,
    headers: [['X-A', 'b']],
  });
});

test.each([
  '#foreach($a in $b)#end',
  '#if($a)',
  '#end',
  '#set(a = 1)',
  '#set($a = )',
  `$input.unknown('a')`,
  '$util.unknown("a")',
  '#if($util.unknown("a"))#end',
])('%j is not known', (template) => {
  expect(isIntegrationTemplate(template)).toBe(false);
});
