import { createRoute } from '@hono/zod-openapi';
import { operation } from '../schema/operation';
import { problemResponses } from '../schema/problem';
import {
  BODY_RESPONSES,
  COMMON_RESPONSES,
  ETAG_HEADER,
  ifMatchHeaders,
  jsonContent,
} from '../schema/responses';
import { settingsSchema, settingsUpdateSchema } from '../schema/settings';

const tags = ['Settings'];

export const readSettingsRoute = createRoute({
  ...operation('readSettings'),
  tags,
  summary: 'The settings; their defaults when nobody ever wrote them',
  responses: {
    ...COMMON_RESPONSES,
    200: { description: 'The settings.', headers: ETAG_HEADER, content: jsonContent(settingsSchema) },
  },
});

export const updateSettingsRoute = createRoute({
  ...operation('updateSettings'),
  tags,
  summary: 'Change the settings',
  request: {
    headers: ifMatchHeaders,
    body: { required: true, content: jsonContent(settingsUpdateSchema) },
  },
  responses: {
    ...COMMON_RESPONSES,
    ...BODY_RESPONSES,
    ...problemResponses('bad_event', 'bad_json', 'bad_if_match', 'stale_version', 'precondition_required'),
    200: {
      description: 'The settings as they are now.',
      headers: ETAG_HEADER,
      content: jsonContent(settingsSchema),
    },
  },
});
