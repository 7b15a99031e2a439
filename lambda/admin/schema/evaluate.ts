import { z } from '@hono/zod-openapi';
import {
  ACCESSES,
  HOST_KINDS,
  isToken,
  OAUTH_ROLES,
  OUTCOMES,
  PATH_MATCHES,
  REASONS,
  type Reason,
} from '../../../lib/core';
import { MAX_HEADERS, MAX_HEADER_LENGTH, MAX_METHOD_LENGTH, MAX_URL_LENGTH } from '../limits';
import type { CheckParams } from '../problem/zod-errors';
import { idSchema, listedEntrySchema } from './entry';

/** Scheme, host, port, and then the very characters that a request line can carry. */
const URL_FORM =
  /^https?:\/\/(?:[A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?(?:\/[!-"$->@-~]*)?(?:\?[!-"$-~]*)?(?:#[!-~]*)?$/;
const TOKEN_FORM = "^[!#$%&'*+\\-.^_`|~0-9A-Za-z]+$";
const VALUE_FORM = /^[\t\x20-\x7e\x80-\xff]*$/;

const notAToken: CheckParams = { code: 'bad_format' };
const badUrl: CheckParams = { code: 'bad_url' };

/** The checks on names, which span fields, in the words of JSON Schema; the generator's type knows no `propertyNames`. */
const headersDescription: object = {
  type: 'object',
  description:
    'Further request headers, by name in any case. Sec-Fetch-Mode, Sec-Fetch-Site, ' +
    'Access-Control-Request-Method and Access-Control-Request-Headers count; Origin has a field of its own.',
  propertyNames: {
    allOf: [{ pattern: TOKEN_FORM }, { not: { pattern: '^[Oo][Rr][Ii][Gg][Ii][Nn]$' } }],
  },
  maxProperties: MAX_HEADERS,
  additionalProperties: { type: 'string', maxLength: MAX_HEADER_LENGTH, pattern: VALUE_FORM.source },
};

/** The body of a question to the simulator. */
export const evaluateSchema = z
  .strictObject({
    origin: z
      .string()
      .max(MAX_HEADER_LENGTH)
      .nullable()
      .openapi({ description: 'Value of the Origin header; null for a request without one.' }),
    url: z
      .string()
      .max(MAX_URL_LENGTH)
      .refine((url) => URL_FORM.test(url), {
        message: 'The value must be an absolute http or https URL, percent-encoded as a client sends it.',
        params: badUrl,
      })
      .openapi({
        pattern: URL_FORM.source,
        maxLength: MAX_URL_LENGTH,
        description: 'What is asked for. The kind of the host follows from it.',
        example: 'https://login.example.com/services/oauth2/userinfo',
      }),
    method: z
      .string()
      .max(MAX_METHOD_LENGTH)
      .refine(isToken, { message: 'The value must be an HTTP method, for example GET.', params: notAToken })
      .openapi({ pattern: TOKEN_FORM, maxLength: MAX_METHOD_LENGTH, example: 'GET' }),
    headers: z
      .record(z.string(), z.string().max(MAX_HEADER_LENGTH).regex(VALUE_FORM))
      .optional()
      .openapi(headersDescription),
  })
  .openapi('Simulation');

/** A question to the simulator. */
export type Simulation = z.infer<typeof evaluateSchema>;

const ruleSchema = z.object({
  path: z.string(),
  match: z.enum(PATH_MATCHES),
  access: z.enum(ACCESSES),
  methods: z.array(z.string()),
  hostKinds: z.array(z.enum(HOST_KINDS)),
  page: z.boolean().optional(),
  credentials: z.boolean().optional(),
  role: z.enum(OAUTH_ROLES).optional(),
});

const reasons = Object.keys(REASONS) as [Reason, ...Reason[]];

/** A change that would let a refused request in. */
const fixSchema = z.object({
  kind: z.enum(['add_entry', 'activate_entry', 'enable_oauth_cors', 'none']),
  text: z.string().openapi({ description: 'What to do, or why nothing can be done.' }),
  pattern: z.string().optional().openapi({ description: 'The pattern to add.' }),
  id: idSchema.optional().openapi({ description: 'The entry to change.' }),
});

/** The simulator's answer: the gateway's own verdict. */
export const evaluationSchema = z
  .object({
    outcome: z.enum(OUTCOMES),
    status: z
      .int()
      .optional()
      .openapi({ description: 'What the gateway itself answers; absent where the backend answers.' }),
    reason: z.enum(reasons),
    wouldRefuse: z
      .boolean()
      .openapi({ description: 'Whether only the mode report or observe lets the request in.' }),
    rule: z.union([ruleSchema, z.null()]).openapi({ description: 'The endpoint rule that names the path.' }),
    entry: z
      .union([listedEntrySchema, z.null()])
      .openapi({ description: 'The entry that lets the origin in.' }),
    headers: z.record(z.string(), z.string()).openapi({ description: 'Headers that the verdict sets.' }),
    trace: z.array(z.object({ step: z.string(), finding: z.string() })),
    browser: z
      .object({
        blocked: z.boolean(),
        because: z.string().optional().openapi({ description: 'A sentence; only where it is blocked.' }),
      })
      .openapi({ description: 'Whether the browser keeps the answer from the page, preflight included.' }),
    fix: fixSchema.optional(),
  })
  .openapi('Evaluation');

/** The simulator's answer. */
export type Evaluation = z.infer<typeof evaluationSchema>;

/** A change that would let a refused request in. */
export type Fix = z.infer<typeof fixSchema>;
