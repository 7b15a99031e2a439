import { sameName } from '../../http/headers';
import type { HttpResponse } from '../../http/response';
import { requestValues, type RoutedCall } from '../call/api-call';
import { fillTemplate } from '../mapping/body-template';
import { mappedHeaders } from '../mapping/mapped-headers';
import type { MockDefinition } from '../definition/mock-definition';

/** Request templates name the status in a JSON that may leave out the quotes, so it is searched and not parsed. */
const STATUS_CODE = /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/;

/** The answer of a MOCK integration, or `undefined` when none has the status that its request template names. */
export function mockResponse(call: RoutedCall, mock: MockDefinition): HttpResponse | undefined {
  const values = requestValues(call);
  const statusCode = Number(STATUS_CODE.exec(fillTemplate(mock.requestTemplate, values, ''))?.[1]);
  const response = mock.responses.find((candidate) => candidate.statusCode === statusCode);
  if (response === undefined) return undefined;
  const mapped = mappedHeaders(response.headers, values);
  const typed = mapped.some(([name]) => sameName(name, 'Content-Type'));
  return {
    status: response.statusCode,
    headers: [...(typed ? [] : ([['Content-Type', 'application/json']] as const)), ...mapped],
    body: Buffer.from(fillTemplate(response.template, values, '')),
  };
}
