import { z } from '@hono/zod-openapi';
import { historySchema } from './entry';

/** The settings. */
export const settingsSchema = z
  .object({
    enableCorsForOAuthEndpoints: z
      .boolean()
      .openapi({ description: 'Whether endpoints of the access class oauth can be allowed at all.' }),
    version: z.int().min(0).openapi({ description: '0 until somebody writes the settings.' }),
    updatedAt: z.iso.datetime().optional(),
    updatedBy: z.string().optional(),
    history: historySchema,
  })
  .openapi('Settings');

/** The body of a change of the settings. */
export const settingsUpdateSchema = z
  .strictObject({ enableCorsForOAuthEndpoints: z.boolean() })
  .openapi('SettingsUpdate');

/** The settings. */
export type Settings = z.infer<typeof settingsSchema>;
