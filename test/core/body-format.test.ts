import { bodyTypeOf } from '../../lib/core/body-format';

test.each([
  [['application/x-www-form-urlencoded'], { format: 'form' }],
  [['Application/X-WWW-Form-URLencoded ; charset="UTF-8"'], { format: 'form' }],
  [['application/json'], { format: 'json' }],
  [['text/json;charset=latin1'], { format: 'json' }],
  [['application/problem+json'], { format: 'json' }],
  [['multipart/form-data; boundary=abc'], { format: 'multipart', boundary: 'abc' }],
  [['multipart/form-data; charset=ascii; Boundary="a b"'], { format: 'multipart', boundary: 'a b' }],
  [['multipart/form-data; boundary'], { format: 'multipart', boundary: '' }],
  [['multipart/form-data'], { format: 'multipart' }],
])('%j is read as %j', (values, type) => {
  expect(bodyTypeOf(values)).toEqual({ boundary: undefined, ...type });
});

test.each([
  [[]],
  [['']],
  [['text/plain']],
  [['application/json5']],
  [['image/xjson']],
  [['application/json', 'application/json']],
  [['application/json, text/plain']],
  [['application/json; charset=utf-16']],
  [['application/json; charset']],
])('%j is not read', (values) => {
  expect(bodyTypeOf(values)).toBeUndefined();
});
