import { z } from '@hono/zod-openapi';
import { ADMIN_PROBLEMS, type AdminProblemCode } from '../../../lib/contract';
import { FAILURES, PROBLEM_MEDIA_TYPE, type Failure } from '../../../lib/core';

/** A problem body. */
const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.string().openapi({ description: 'What a program looks at; the documentation lists every code.' }),
    requestId: z.string(),
    id: z.string().optional().openapi({ description: 'Id of the entry that the problem is about.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().openapi({ description: 'JSON Pointer to the field.', example: '/pattern' }),
          code: z.string(),
          message: z.string(),
          suggestion: z.string().optional(),
        }),
      )
      .optional(),
  })
  .openapi('Problem');

/** A documented answer whose body is a problem. */
export interface ProblemResponse {
  readonly description: string;
  readonly content: Record<typeof PROBLEM_MEDIA_TYPE, { schema: typeof problemSchema }>;
}

/** Documented answers for these problems; codes of one status share an answer. */
export function problemResponses(
  ...codes: readonly (AdminProblemCode | Failure)[]
): Record<number, ProblemResponse> {
  const responses: Record<number, ProblemResponse> = {};
  for (const code of codes) {
    const { status, title } = { ...FAILURES, ...ADMIN_PROBLEMS }[code];
    const line = `\`${code}\`: ${title}`;
    const before = responses[status]?.description;
    responses[status] = {
      description: before === undefined ? line : `${before}\n\n${line}`,
      content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } },
    };
  }
  return responses;
}
