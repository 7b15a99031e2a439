import { z } from '@hono/zod-openapi';
import { ADMIN_WARNINGS, type AdminWarningCode } from '../../../lib/contract';

const codes = Object.keys(ADMIN_WARNINGS) as [AdminWarningCode, ...AdminWarningCode[]];

/** Warnings of an entry or of a line: what is taken, and still should be changed. */
export const warningsSchema = z.array(z.object({ code: z.enum(codes), text: z.string() }));
