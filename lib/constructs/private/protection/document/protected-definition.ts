import { ApiDefinition, CfnRestApi, type ApiDefinitionConfig } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { apiPlaceIssues } from '../../api/cors-authorizer';
import { addVerdictHeaders, verdictAnswers } from '../../api/gateway-responses';
import { valuePlace } from '../../deployed/deployed-api';
import { checkLater } from '../check/api-check';
import { throwIssues } from '../../synth/synth-error';
import { allowInvocation, invocationUri } from '../../functions/function-integration';
import type { JsonObject } from './document';
import { protectedDocument } from './protected-document';
import type { Scope } from './scope';

type RestApiRef = Parameters<ApiDefinition['bindAfterCreate']>[1];

/** A document that lets an evaluator judge, for a `SpecRestApi`. */
export class ProtectedDefinition extends ApiDefinition {
  /** @param document without issues */
  constructor(
    private readonly document: JsonObject,
    private readonly scope: Scope,
    private readonly evaluator: IFunction,
  ) {
    super();
  }

  public bind(api: Construct): ApiDefinitionConfig {
    throwIssues(api, apiPlaceIssues('apiDefinition', api, this.evaluator));
    const uri = invocationUri(api, this.evaluator);
    return { inlineDefinition: protectedDocument(this.document, this.scope, uri) };
  }

  public override bindAfterCreate(api: Construct, restApi: RestApiRef): void {
    // The construct itself does not know its id yet.
    const { defaultChild } = api.node;
    const id = defaultChild instanceof CfnRestApi ? defaultChild.ref : restApi.restApiRef.restApiId;
    allowInvocation(this.evaluator, api, id);
    const place = valuePlace(api, id);
    const { covers, paths, keepAuthorizers, gatewayResponses } = this.scope;
    checkLater({
      scope: api,
      api: place,
      name: api.node.path,
      covers: ({ path }) => covers(path),
      evaluator: this.evaluator,
      keepAuthorizers,
      gatewayResponses: gatewayResponses ? [...verdictAnswers(true).keys()] : [],
      isWhole: paths === undefined,
      document: { definition: this.bind(api).inlineDefinition, covers },
    });
    if (gatewayResponses) addVerdictHeaders(api, place);
  }
}
