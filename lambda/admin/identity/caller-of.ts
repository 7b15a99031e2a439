import { createHash } from 'node:crypto';
import { visibleLine, type AdminAuthDocument } from '../../../lib/contract';
import { MAX_IDENTITY_LENGTH } from '../limits';
import type { Caller, CallerContext } from './caller';
import { cognitoCaller } from './cognito-caller';

/**
 * Who makes a request, or undefined when the event does not say, whatever API Gateway was set to. Only what the
 * configured kind of authentication fills in counts: claims mean nothing where callers sign their requests.
 */
export function callerOf(context: CallerContext, auth: AdminAuthDocument): Caller | undefined {
  const caller = auth.mode === 'iam' ? iamCaller(context.identity) : cognitoCaller(context, auth);
  return caller === undefined ? undefined : { ...caller, by: recorded(caller.by) };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
function iamCaller(identity: CallerContext['identity']): Caller | undefined {
  const by = [identity['userArn'], identity['caller']].find((one) => typeof one === 'string' && one !== '');
  return typeof by === 'string' ? { by, permissions: undefined } : undefined;
}

/**
 * The identity as it is recorded and shown. Where something is cut off or replaced, it ends in a hash of the whole, so that
 * two identities never become one.
 */
function recorded(by: string): string {
  const visible = visibleLine(by);
  const points = Array.from(visible);
  if (visible === by && points.length <= MAX_IDENTITY_LENGTH) return by;
  const hash = createHash('sha256').update(by).digest('hex').slice(0, 32);
  return `${points.slice(0, MAX_IDENTITY_LENGTH - hash.length - 1).join('')}~${hash}`;
}
