import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ResourceProperties } from '../assembly/resource-properties';
import type { Deployed } from '../assembly/stack';
import { GatewayError } from '../errors';
import type { Functions } from '../functions/functions';
import { startLoopbackServer } from '../http/loopback-server';
import { isJsonObject, parseJson, type JsonObject } from '../json';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const ANSWER_LIMIT = 4096;

/**
 * Creates the custom resources of a stack, as a deployment would: each function gets its `Create` event and puts its answer
 * to a URL of this machine. One after the other, in the order of the template. Every start sends `Create` again, so a custom
 * resource must accept to be created twice.
 *
 * @param isWanted by the type of a resource; those of a user may call AWS. All without it.
 *
 * @throws GatewayError `deployment_failed` with the reason that the function gave
 * @throws UnsupportedTemplateError for one whose function is not in the stack
 */
export async function createCustomResources(
  deployed: Deployed,
  functions: Functions,
  isWanted: (type: string) => boolean = () => true,
): Promise<void> {
  const resources = deployed.customResources().filter(({ type }) => isWanted(type));
  if (resources.length === 0) return;
  const answers = new Map<string, JsonObject>();
  const server = await startLoopbackServer({
    port: 0,
    onRequest: (request, response) => {
      void takeAnswer(request).then((answer) => {
        const token = request.url?.slice(1) ?? '';
        const isExpected = answer !== undefined && request.method === 'PUT' && !answers.has(token);
        if (isExpected) answers.set(token, answer);
        response.writeHead(isExpected ? 200 : 403).end();
      });
    },
  });
  const url = `http://127.0.0.1:${server.port}`;
  // An answer is a PUT to S3. Functions that check where they send it find the place by the variable of the AWS SDKs.
  const answering = functions.with({ AWS_ENDPOINT_URL_S3: url });
  try {
    for (const resource of resources) {
      // Nobody else can know the path, so that a page of a browser cannot answer.
      const token = randomUUID();
      const event = createEvent(resource, `${url}/${token}`);
      const { invocation } = await answering.invoke(resource.string('ServiceToken'), event);
      const answer = answers.get(token);
      if (answer?.['Status'] === 'SUCCESS') continue;
      const reason = answer?.['Reason'];
      const failure = invocation.kind === 'failed' ? invocation.errorMessage : 'no answer';
      const why = typeof reason === 'string' ? reason : failure;
      throw new GatewayError('deployment_failed', `${resource.logicalId} (${resource.type}): ${why}`);
    }
  } finally {
    await answering.close();
    await server.close();
  }
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-create.html */
function createEvent(resource: ResourceProperties, ResponseURL: string): JsonObject {
  return {
    RequestType: 'Create',
    RequestId: randomUUID(),
    ResponseURL,
    StackId: resource.owner.reference('AWS::StackId'),
    ResourceType: resource.type,
    LogicalResourceId: resource.logicalId,
    ResourceProperties: asTexts(resource.all()),
  };
}

/** CloudFormation hands numbers and booleans over as texts. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asTexts(member)]));
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

async function takeAnswer(request: IncomingMessage): Promise<JsonObject | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length <= ANSWER_LIMIT) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  const answer = parseJson(Buffer.concat(chunks).toString('utf8'));
  return length <= ANSWER_LIMIT && isJsonObject(answer) ? answer : undefined;
}
