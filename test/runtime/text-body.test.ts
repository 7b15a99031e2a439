import { withTextBody } from '../../runtime/text-body';
import type { ApiCall } from '../../lambda/shared/event/api-call';

const BASE64 = Buffer.from('text').toString('base64');

/** The event that a handler gets for a base64 body of this content type. */
function handedOver(contentType: string | undefined, data = BASE64, base64 = true): unknown {
  const headers = contentType === undefined ? [] : [['Content-Type', contentType] as const];
  const call = { headers, body: { data, base64 } } as unknown as ApiCall;
  return withTextBody({ body: data, isBase64Encoded: base64 }, call);
}

const TEXT = { body: 'text', isBase64Encoded: false };
const BYTES = { body: BASE64, isBase64Encoded: true };

describe('a body is text', () => {
  test.each([
    [undefined],
    ['text/plain'],
    ['text/html; charset=utf-8'],
    ['Text/CSV'],
    ['application/json'],
    ['application/xml'],
    ['application/x-www-form-urlencoded'],
    ['application/javascript'],
    ['application/graphql'],
    ['application/x-ndjson'],
    ['application/yaml'],
    ['application/problem+json'],
    ['image/svg+xml'],
    ['application/json; charset=UTF8'],
    ['application/json; charset="utf-8"'],
    ['application/json; charset=us-ascii'],
    ['application/json; q=1; charset=utf-8'],
  ])('with the content type %s', (type) => {
    expect(handedOver(type)).toEqual(TEXT);
  });
});

describe('a body stays base64', () => {
  test.each([
    [''],
    ['application/octet-stream'],
    ['application/json-seq'],
    ['x-application/json'],
    ['application/vnd.json.zip'],
    ['application/x+jsonp'],
    ['application/json+zip'],
    ['multipart/form-data; boundary=x'],
    ['image/png'],
    ['text/plain; charset=utf-16'],
    ['text/plain; charset=x-utf-8'],
    ['text/plain; charset=utf-88'],
    ['text/plain; CHARSET=latin1'],
  ])('with the content type %j', (type) => {
    expect(handedOver(type)).toEqual(BYTES);
  });

  test('when its bytes are not UTF-8', () => {
    const bytes = Buffer.from([0xff, 0xfe]).toString('base64');
    expect(handedOver('text/plain', bytes)).toEqual({ body: bytes, isBase64Encoded: true });
  });
});

test('a body that is text already is handed over as it is', () => {
  expect(handedOver('text/plain', 'e30=', false)).toEqual({ body: 'e30=', isBase64Encoded: false });
});
