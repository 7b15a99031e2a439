import { bodyForm } from '../../../lambda/admin/http/media-type';

test.each([
  ['application/json', 'json'],
  ['Application/JSON ; charset="UTF-8"', 'json'],
  ['application/json;charset=utf-8;;', 'json'],
  ['application/merge-patch+json', 'merge-patch'],
  ['text/xml; charset=utf-8', 'xml'],
])('%s is the form %s', (value, form) => {
  expect(bodyForm([value], ['json', 'merge-patch', 'xml'])).toBe(form);
});

test.each([
  [[]],
  [['']],
  [[';application/json']],
  [['application/json', 'application/json']],
  [['application/json;charset=latin1']],
  [['application/json;  charset=latin1']],
  [['application/json; charset=utf-8; charset="latin1"']],
  [['application/json; charset=']],
  [['application/json; x']],
  [['application/json x']],
  [['constructor']],
])('%j is none that is taken', (values) => {
  const detail = 'Send the body as application/json or application/xml or text/xml.';
  expect(() => bodyForm(values, ['json', 'xml'])).toThrow(
    expect.objectContaining({ code: 'unsupported_media_type', details: { detail } }) as Error,
  );
});
