import { ApiDefinition, CfnRestApi, type ApiDefinitionConfig } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import type { CorsDefinitionOptions } from '../../../cors-definition-options';
import { apiPlaceIssues } from '../../api/cors-authorizer';
import { addVerdictHeaders, verdictAnswers } from '../../api/gateway-responses';
import { valuePlace } from '../../deployed/deployed-api';
import { checkLater } from '../check/api-check';
import { FLAG, TEXTS, typedProps } from '../../synth/prop-types';
import { throwIssues } from '../../synth/synth-error';
import { allowInvocation, invocationUri } from '../../functions/function-integration';
import { closeRoute } from '../../policy/closed-routes';
import { warnOfAnswers } from '../answers/answer-warnings';
import type { JsonObject } from './document';
import { definitionIssues } from './document-issues';
import { closedPaths, judgedIntegrations } from './operations';
import { protectedDocument } from './protected-document';
import { scopeOf, type Scope } from './scope';

type RestApiRef = Parameters<ApiDefinition['bindAfterCreate']>[1];

const OPTION_TYPES = { paths: TEXTS, exclude: TEXTS, keepAuthorizers: FLAG, gatewayResponses: FLAG };

/**
 * Lets an evaluator judge the requests to the operations of a document.
 *
 * @param scope the construct whose path errors name
 */
export function protectDefinition(
  scope: IConstruct,
  definition: unknown,
  evaluator: IFunction,
  options: CorsDefinitionOptions,
): ApiDefinition {
  const { props, issues } = typedProps(options, OPTION_TYPES);
  const part = scopeOf(props);
  throwIssues(scope, [...issues, ...definitionIssues(definition, part)]);
  const document = definition as JsonObject;
  for (const path of closedPaths(document, part)) closeRoute(scope, path);
  warnOfAnswers(scope, judgedIntegrations(document, part));
  return new ProtectedDefinition(document, part, evaluator);
}

/** A document that lets an evaluator judge, for a `SpecRestApi`. */
class ProtectedDefinition extends ApiDefinition {
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
    const { covers, excluded, paths, keepAuthorizers, gatewayResponses } = this.scope;
    checkLater({
      scope: api,
      api: place,
      name: api.node.path,
      covers: ({ path }) => covers(path),
      evaluator: this.evaluator,
      keepAuthorizers,
      gatewayResponses: gatewayResponses ? [...verdictAnswers(true).keys()] : [],
      isWhole: paths === undefined,
      document: { definition: this.bind(api).inlineDefinition, covers, excluded },
    });
    if (gatewayResponses) addVerdictHeaders(api, place);
  }
}
