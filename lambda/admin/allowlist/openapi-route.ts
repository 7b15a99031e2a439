import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { AdminAuthDocument } from '../../../lib/contract';
import type { AdminEnv } from '../http/admin-env';
import { lineSchema } from '../schema/import';
import { operation } from '../schema/operation';
import { COMMON_RESPONSES } from '../schema/responses';
import {
  askRefusalsRoute,
  askUsageRoute,
  readRefusalsRoute,
  readUsageRoute,
} from '../queries/queries-routes';
import { readSettingsRoute, updateSettingsRoute } from '../settings/settings-routes';

/** An OpenAPI document, as far as this route's own description goes. */
const descriptionSchema = z.looseObject({ openapi: z.string() });
type Description = { openapi: string };

const openApiRoute = createRoute({
  ...operation('readDescription'),
  tags: ['Description'],
  summary: 'This description',
  responses: {
    ...COMMON_RESPONSES,
    200: {
      description: 'OpenAPI 3.1.',
      content: { 'application/json': { schema: descriptionSchema } },
    },
  },
});

const BEARER = 'userPool';

/** Routes that other functions answer. */
const ELSEWHERE = [
  askRefusalsRoute,
  readRefusalsRoute,
  askUsageRoute,
  readUsageRoute,
  readSettingsRoute,
  updateSettingsRoute,
];

/**
 * Adds the description of the whole API, written from the schemas that judge its requests. Other functions answer the settings and
 * questions to the log; they are described here with the rest.
 */
export function addOpenApiRoute(app: OpenAPIHono<AdminEnv>, auth: AdminAuthDocument): void {
  for (const route of ELSEWHERE) app.openAPIRegistry.registerPath(route);
  app.openAPIRegistry.register('ImportLine', lineSchema);
  // Signatures of AWS cannot be described in OpenAPI, tokens can.
  if (auth.mode === 'cognito') {
    const scheme = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } as const;
    app.openAPIRegistry.registerComponent('securitySchemes', BEARER, scheme);
  }
  app.openapi(openApiRoute, (c) => {
    const document = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'CORS allowlist',
        version: '1',
        description: 'Edits at run time who may call the gateway across origins.',
      },
      servers: [{ url: c.env.call.publicPrefix === '' ? '/' : c.env.call.publicPrefix }],
      ...(auth.mode === 'cognito' ? { security: [{ [BEARER]: [] }] } : {}),
    });
    return c.json(document as unknown as Description, 200);
  });
}
