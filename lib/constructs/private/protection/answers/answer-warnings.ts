import type { IConstruct } from 'constructs';
import { warn } from '../../synth/warning';
import { handsOn, isMapped } from './answer-issues';
import type { Integration } from './integration';

/** An integration that is judged, and the name of its method or operation. */
export interface JudgedIntegration {
  readonly name: string;
  readonly integration: Integration;
}

/** Warns of integrations that cannot answer as they are, and of those whose backends must do what nobody else can. */
export function warnOfAnswers(scope: IConstruct, judged: readonly JudgedIntegration[]): void {
  const empty = judged.filter(({ integration }) => isMapped(integration) && integration.answers.length === 0);
  const handed = judged.filter(({ integration }) => handsOn(integration));
  warnOf(
    scope,
    'noIntegrationResponses',
    empty,
    'have no integration responses. Requests are judged there, but API Gateway answers them with an error. ' +
      'Declare integration responses and method responses; or, where addProxy() made the method ANY /, give the root a method of ' +
      'its own, or say anyMethod: false and add the method to the proxy resource',
  );
  warnOf(
    scope,
    'backendSetsHeaders',
    handed,
    "hand the verdict on to their backends. API Gateway cannot change these backends' answers: acknowledge this if each " +
      'backend writes the headers that it is handed, in place of CORS headers of its own, and adds Origin to Vary',
  );
}

function warnOf(scope: IConstruct, id: string, judged: readonly JudgedIntegration[], text: string): void {
  if (judged.length > 0) warn(scope, id, `${judged.map(({ name }) => name).join(', ')} ${text}`);
}
