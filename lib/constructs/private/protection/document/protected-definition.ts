import { Stack } from 'aws-cdk-lib';
import { ApiDefinition, CfnRestApi, RestApiBase, type ApiDefinitionConfig } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import type { CorsDefinitionOptions } from '../../../cors-definition-options';
import type { ICorsAllowlist } from '../../../i-cors-allowlist';
import { JudgedBy } from '../../../judged-by';
import { apiPlaceIssues } from '../../api/cors-authorizer';
import { addVerdictHeaders, verdictAnswers } from '../../api/gateway-responses';
import { valuePlace } from '../../deployed/deployed-api';
import { checkLater } from '../check/api-check';
import { FLAG, TEXTS, typedProps } from '../../synth/prop-types';
import { throwIssues } from '../../synth/synth-error';
import { allowInvocation, invocationUri } from '../../functions/function-integration';
import { addTokenResponses, type AnswersInDocument } from '../../api/token-responses';
import { DeployedTable } from '../../policy/deployed-table';
import { DeployedTokens } from '../../policy/deployed-tokens';
import { TOKEN_CHECK } from '../../policy/token-check-issues';
import { protectedTokenIssues } from '../protection-issues';
import { closeRoute } from '../../policy/closed-routes';
import { warnOfAnswers } from '../answers/answer-warnings';
import { documentIntegrationOf, type Integration } from '../answers/integration';
import { functionsOfDocument, giveMiddleware, middlewareIssues } from '../middleware-judge';
import type { AppFunction } from '../../functions/functions-in';
import { choiceIssues } from '../../synth/choice-issues';
import { branchesOf } from './branch';
import { dialectOf } from './dialect';
import { INTEGRATION, membersOf, RESPONSES, type JsonObject } from './document';
import { definitionIssues } from './document-issues';
import { operationName } from './operation';
import { closedPaths, judgedIntegrations, judgedOperations, middlewareOperations } from './operations';
import { isOpen } from './security';
import { hasOwnAuthorizers, protectedDocument } from './protected-document';
import { scopeOf, type Scope } from './scope';

type RestApiRef = Parameters<ApiDefinition['bindAfterCreate']>[1];

/** The allowlist that protects; errors name its path. */
type Allowlist = IConstruct & ICorsAllowlist;

const OPTION_TYPES = {
  paths: TEXTS,
  exclude: TEXTS,
  keepAuthorizers: FLAG,
  gatewayResponses: FLAG,
  tokens: TOKEN_CHECK,
};

/**
 * Lets an evaluator judge the requests to the operations of a document.
 *
 * @param scope the construct whose path errors name
 */
export function protectDefinition(
  scope: Allowlist,
  definition: unknown,
  evaluator: IFunction,
  options: CorsDefinitionOptions,
): ApiDefinition {
  const { props, issues } = typedProps(options, OPTION_TYPES, 'options');
  const part = scopeOf(props, DeployedTable.of(evaluator)?.varies);
  throwIssues(scope, [
    ...issues,
    ...choiceIssues('judgedBy', props.judgedBy, JudgedBy),
    ...definitionIssues(definition, part),
    ...protectedTokenIssues(props.tokens),
  ]);
  const document = definition as JsonObject;
  for (const path of closedPaths(document, part)) closeRoute(scope, path);
  documents += 1;
  const api = `document ${String(documents)}`;
  for (const path of props.paths ?? ['/']) {
    const tokens = DeployedTokens.of(scope);
    if (props.tokens === undefined) tokens?.leaveRoute(path, api);
    else tokens?.setRoute(path, props.tokens, api);
  }
  warnOfAnswers(scope, judgedIntegrations(document, part));
  return new ProtectedDefinition(document, part, evaluator, scope);
}

/** The API of a document is known later, so each counts as one of its own. */
let documents = 0;

/** A document that lets an evaluator judge, for a `SpecRestApi`. */
class ProtectedDefinition extends ApiDefinition {
  /** @param document without issues */
  constructor(
    private readonly document: JsonObject,
    private readonly scope: Scope,
    private readonly evaluator: IFunction,
    private readonly allowlist: Allowlist,
  ) {
    super();
  }

  public bind(api: Construct): ApiDefinitionConfig {
    throwIssues(api, [
      ...apiPlaceIssues('apiDefinition', api, this.evaluator),
      ...this.judges(api).flatMap(({ name, integration, functions, isKept }) =>
        middlewareIssues(name, integration, functions, isKept),
      ),
    ]);
    const uri = invocationUri(api, this.evaluator);
    return { inlineDefinition: protectedDocument(this.document, this.scope, uri, this.isChecked) };
  }

  public override bindAfterCreate(api: Construct, restApi: RestApiRef): void {
    // The construct itself does not know its id yet.
    const { defaultChild } = api.node;
    const id = defaultChild instanceof CfnRestApi ? defaultChild.ref : restApi.restApiRef.restApiId;
    allowInvocation(this.evaluator, api, id);
    for (const { functions } of this.judges(api)) giveMiddleware(this.allowlist, api, functions);
    const place = valuePlace(api, id);
    const { covers, excluded, paths, keepAuthorizers, gatewayResponses } = this.scope;
    checkLater({
      scope: api,
      api: place,
      name: api.node.path,
      covers: ({ path }) => covers(path),
      excludedAs: () => undefined,
      evaluator: this.evaluator,
      keepAuthorizers,
      gatewayResponses: gatewayResponses ? [...verdictAnswers(true).keys()] : [],
      isWhole: paths === undefined,
      warnsOfFunctions: true,
      allowlist: this.allowlist,
      document: {
        definition: this.bind(api).inlineDefinition,
        covers,
        excluded,
        judges: new Set(this.judges(api).map(({ name }) => name)),
      },
    });
    if (gatewayResponses && api instanceof RestApiBase) {
      addTokenResponses(this.allowlist, api, this.answersIn(id));
    }
    if (gatewayResponses)
      addVerdictHeaders(api, place, judgedOperations(this.document, this.scope).length > 0);
  }

  private get isChecked(): boolean {
    return DeployedTokens.of(this.allowlist)?.isUsed === true;
  }

  private answersIn(restApiId: string): AnswersInDocument {
    const schemes = membersOf(dialectOf(this.document)?.schemesOf(this.document));
    const responses = branchesOf(this.document[RESPONSES]);
    return {
      restApiId,
      types: new Set(responses.flatMap((branch) => Object.keys(membersOf(branch)))),
      hasOtherAuthorizers: hasOwnAuthorizers(this.document, schemes),
    };
  }

  /** The operations whose functions judge. */
  private judges(api: IConstruct): readonly JudgingOperation[] {
    const schemes = membersOf(dialectOf(this.document)?.schemesOf(this.document));
    return middlewareOperations(this.document, this.scope).flatMap(({ path, key, operation }) =>
      branchesOf(operation[INTEGRATION]).map((branch) => ({
        name: operationName(path, key),
        integration: documentIntegrationOf(branch),
        functions: functionsOfDocument(Stack.of(api), api, membersOf(branch)['uri']),
        isKept: !isOpen(operation, schemes),
      })),
    );
  }
}

/** An operation whose function judges. */
interface JudgingOperation {
  readonly name: string;
  readonly integration: Integration;
  readonly functions: readonly AppFunction[];
  readonly isKept: boolean;
}
