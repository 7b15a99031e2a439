import type { EndpointRule } from './endpoint-rule';
import { treatmentOf } from './rule-treatment';
import type { TraceStep } from './trace';

/** Values for rules that do not have their own. */
export interface RuleDefaults {
  readonly exposedHeaders: readonly string[];
  readonly maxAgeSeconds: number;
}

/** An endpoint rule with the header values that answers to its requests carry, written once. */
export interface CompiledRule {
  readonly rule: EndpointRule;
  /** The step of the trace when the rule names the path. */
  readonly finding: TraceStep;
  /** `Allow`. @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.1 */
  readonly allow: string;
  /** `Access-Control-Allow-Methods`. */
  readonly methods: string;
  /** `Access-Control-Expose-Headers`, possibly empty. */
  readonly exposedHeaders: string;
  /** Fixed `Access-Control-Allow-Headers`; undefined where the requested names are echoed. */
  readonly allowedHeaders: string | undefined;
  /** `Access-Control-Max-Age`. */
  readonly maxAge: string;
  /** `*` and credentials exclude each other. @see https://fetch.spec.whatwg.org/#cors-protocol-and-credentials */
  readonly credentials: boolean;
  /** See `treatmentOf`. */
  readonly treatment: string;
}

/** Compiles one rule. */
export function compileRule(rule: EndpointRule, defaults: RuleDefaults): CompiledRule {
  return {
    rule,
    finding: { step: 'endpoint', finding: `the ${rule.match} rule ${rule.path} is ${rule.access}` },
    allow: [...rule.methods, 'OPTIONS'].join(', '),
    methods: rule.methods.join(', '),
    exposedHeaders: (rule.exposedHeaders ?? defaults.exposedHeaders).join(', '),
    allowedHeaders: rule.allowedHeaders?.join(', '),
    maxAge: String(rule.maxAgeSeconds ?? defaults.maxAgeSeconds),
    credentials: rule.credentials === true && rule.access !== 'public',
    treatment: treatmentOf(rule),
  };
}
