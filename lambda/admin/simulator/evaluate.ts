import {
  decide,
  judge,
  type CorsRequest,
  type Verdict,
  type EndpointRule,
  type LookupAnswer,
  type LookupFound,
  type PendingVerdict,
} from '../../../lib/core';
import type { AllowlistReader } from '../../store/allowlist-reader';
import type { EntryStore } from '../../store/entry-store';
import { StoreUnavailableError } from '../../store/store-unavailable';
import { listedEntry } from '../view/entry-view';
import type { Evaluation, Simulation } from '../schema/evaluate';
import { browserView } from './browser-view';
import { fixFor } from './fix';
import { simulatedRequest } from './simulated-request';
import type { SimulatedGateway } from './simulated-target';

/** The parts that the simulator asks. */
export interface SimulatorParts {
  readonly gateway: SimulatedGateway;
  /** One that remembers nothing: the answer is what the table says now. */
  readonly reader: AllowlistReader;
  readonly entries: EntryStore;
}

/**
 * The answer that the gateway would give, judged by the gateway's own function.
 *
 * @param now milliseconds since 1970
 * @throws StoreUnavailableError when the table cannot be read
 */
export async function evaluate(
  input: Simulation,
  { gateway, reader, entries }: SimulatorParts,
  now: number,
): Promise<Evaluation> {
  const request = simulatedRequest(input, gateway, now);
  const { verdict, found } = await resolved(judge(gateway.policy, request), reader, now);
  const matched = verdict.entry === undefined ? undefined : await entries.get(verdict.entry.pattern, now);
  const judgeAgain = (other: CorsRequest): Verdict => {
    const judged = judge(gateway.policy, other);
    // A preflight asks for the origin of its request, so what was found for that is what counts.
    return 'question' in judged ? judged.resolve(found ?? { available: false }) : judged;
  };
  const judgeWith = (answer: LookupAnswer): Verdict => decide(gateway.policy, request, () => answer);
  const { outcome, status, reason, wouldRefuse, rule, headers, trace } = verdict;
  const refused = outcome === 'refuse' || wouldRefuse;
  return {
    outcome,
    ...(status === undefined ? {} : { status }),
    reason,
    wouldRefuse,
    rule: rule === undefined ? null : ruleView(rule),
    entry: matched === undefined ? null : listedEntry(matched, now),
    headers: { ...headers },
    trace: [...trace],
    browser: browserView({ input, request, verdict, judge: judgeAgain }),
    ...(refused ? { fix: fixFor({ verdict, request, found, judgeWith }) } : {}),
  };
}

interface Judged {
  readonly verdict: Verdict;
  readonly found: LookupFound | undefined;
}

async function resolved(
  judged: Verdict | PendingVerdict,
  reader: AllowlistReader,
  now: number,
): Promise<Judged> {
  if (!('question' in judged)) return { verdict: judged, found: undefined };
  const found = await reader.find(judged.question, now);
  // The gateway would go on with what it remembers; the simulator has nothing to remember.
  if (!found.available) throw new StoreUnavailableError(`a look-up failed: ${found.failure ?? 'unknown'}`);
  return { verdict: judged.resolve(found), found };
}

function ruleView(rule: EndpointRule): NonNullable<Evaluation['rule']> {
  const { path, match, access, methods, hostKinds, page, credentials, role } = rule;
  return {
    path,
    match,
    access,
    methods: [...methods],
    hostKinds: [...hostKinds],
    ...(page === undefined ? {} : { page }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(role === undefined ? {} : { role }),
  };
}
