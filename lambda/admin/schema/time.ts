import { z } from '@hono/zod-openapi';
import { timeFaults } from '../../../lib/contract';
import { addFaults } from './faults';

/** A point in time. */
export const timeSchema = z
  .string()
  .superRefine((time, ctx) => addFaults(ctx, timeFaults(time)))
  .openapi({ format: 'date-time', example: '2099-12-31T23:59:59.000Z' });
