import { Stack, type App, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { scratchApp } from './scratch-app';

/** A resource as a template has it; a test names the properties that it reads. */
export interface TemplateResource<P = Record<string, unknown>> {
  readonly Type: string;
  readonly Properties: P;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
}

/** A stack of a user's app. */
export interface Built {
  readonly app: App;
  readonly stack: Stack;
  readonly template: Template;
  /** Resources of a type by logical id. */
  readonly resources: <P = Record<string, unknown>>(type: string) => Record<string, TemplateResource<P>>;
}

/** Builds a stack `Example` in an app with the given context, and reads its template. */
export function stackOf(
  build: (stack: Stack) => void,
  context: Record<string, unknown> = {},
  props: StackProps = {},
): Built {
  const app = scratchApp(context);
  const stack = new Stack(app, 'Example', props);
  build(stack);
  const template = Template.fromStack(stack);
  return {
    app,
    stack,
    template,
    resources: <P>(type: string) => template.findResources(type) as Record<string, TemplateResource<P>>,
  };
}

/** The only resource of a type. */
export function onlyResource<P>(built: Built, type: string): TemplateResource<P> {
  const found = Object.values(built.resources<P>(type));
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** The logical ids of all resources of a type. */
export function idsOf(built: Built, type: string): string[] {
  return Object.keys(built.resources(type));
}

interface FunctionProperties {
  readonly Environment: { readonly Variables: Record<string, string> };
}

/** The environment of a function: the evaluator, or the one whose logical id fits. */
export function environmentOf(built: Built, logicalId = /Evaluator/): Record<string, string> {
  const functions = Object.entries(built.resources<FunctionProperties>('AWS::Lambda::Function'));
  const found = functions.find(([id]) => logicalId.test(id));
  return { ...found![1].Properties.Environment.Variables, CORS_TABLE_NAME: 'table' };
}

interface MethodProperties {
  readonly HttpMethod: string;
  readonly ResourceId: { readonly Ref?: string };
  readonly AuthorizationType: string;
  readonly Integration: { readonly Uri: unknown };
}

/** The methods of an API: `ANY /path` by the function that answers and the authorization. */
export function methodsOf(built: Built): Record<string, string> {
  const resources = built.resources<{ ParentId: { Ref?: string }; PathPart: string }>(
    'AWS::ApiGateway::Resource',
  );
  const pathOf = (id: { readonly Ref?: string }): string => {
    const found = resources[id.Ref ?? '']?.Properties;
    return found === undefined ? '' : `${pathOf(found.ParentId)}/${found.PathPart}`;
  };
  const methods = Object.values(built.resources<MethodProperties>('AWS::ApiGateway::Method'));
  const rows = methods.map(({ Properties: method }): [string, string] => {
    const functionId = /"Fn::GetAtt":\["([A-Za-z0-9]+)[0-9A-F]{8}"/.exec(
      JSON.stringify(method.Integration.Uri),
    );
    const key = `${method.HttpMethod} ${pathOf(method.ResourceId) || '/'}`;
    return [key, `${functionId?.[1] ?? 'imported'} ${method.AuthorizationType}`];
  });
  return Object.fromEntries(rows);
}
