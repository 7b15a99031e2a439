import { MalformedEventError } from '../shared/event/event-parts';

const API_AND_STAGE = /^arn:[a-z-]+:execute-api:[a-z0-9-]+:[0-9]*:[A-Za-z0-9]+\/[A-Za-z0-9_$-]+\//;

/**
 * Every method and path of the API and stage that a method ARN names.
 *
 * The policy must not name the path: the client chose it, `*` and `?` in it would be wildcards, and a resource takes at most
 * 512 characters.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function stageArn(methodArn: unknown): string {
  if (typeof methodArn === 'string') {
    if (last !== undefined && methodArn.startsWith(last.start)) return last.arn;
    const start = API_AND_STAGE.exec(methodArn)?.[0];
    if (start !== undefined) return (last = { start, arn: `${start}*` }).arn;
  }
  throw new MalformedEventError('methodArn does not name a method of a REST API');
}

/** The stage of the last request, which nearly every request has: what begins as its ARN does names the same stage. */
let last: { readonly start: string; readonly arn: string } | undefined;
