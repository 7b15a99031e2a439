import { Excluded } from '../../../excluded';
import type { DeployedApi } from '../../deployed/deployed-api';
import { membersOf, type Members } from '../../deployed/deployed-resource';
import { withPointers } from '../../deployed/references';
import type { SynthIssue } from '../../synth/synth-error';
import { branchesOf } from '../document/branch';
import { RESPONSES } from '../document/document';
import { isOperation } from '../document/operation';
import type { Claim, ProtectedApiDocument } from './claim';

/** Where a document says who judges, and what refusals look like. */
const SECURITY = ['securityDefinitions', 'components', 'security', RESPONSES];

/** Methods that come from a document which is not the protected one, or no longer. */
export function documentIssues({ api }: DeployedApi, claims: readonly Claim[]): readonly SynthIssue[] {
  if (api === undefined) return [];
  const { properties, construct } = api;
  const documents = claims.flatMap(({ document }) => (document === undefined ? [] : [document]));
  const foreign = ['BodyS3Location', 'CloneFrom', ...(documents.length === 0 ? ['Body'] : [])];
  return [
    ...foreign
      .filter((name) => properties[name] !== undefined && claims.some(({ isWhole }) => isWhole))
      .map((name) => foreignIssue(name, construct.node.path)),
    ...(documents.length === 0 ? [] : basePathIssues(membersOf(properties['Parameters'])['basepath'])),
    ...documents.flatMap((document) =>
      changedIssues(
        document,
        membersOf(properties['Body']),
        membersOf(withPointers(construct, document.definition)),
      ),
    ),
  ];
}

function foreignIssue(name: string, value: string): SynthIssue {
  return {
    prop: `${name} of the API`,
    value,
    rule: 'it brings methods that nobody here can see, so nothing judges their requests',
    fix: 'make the API from a document with protectedDefinition(), or protect single resources of it',
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html */
function basePathIssues(value: unknown): readonly SynthIssue[] {
  if (value === undefined || value === 'ignore') return [];
  const rule =
    'the paths of the API would be others than those of the document, by which the allowlist judges and checks tokens';
  const fix = "leave it out, or say 'ignore', and write whole paths into the document";
  return [{ prop: 'parameters.basepath of the API', value, rule, fix }];
}

function changedIssues(document: ProtectedApiDocument, body: Members, given: Members): readonly SynthIssue[] {
  const [now, before] = [itemsOf(document, body), itemsOf(document, given)];
  const paths = [...new Set([...before.keys(), ...now.keys()])].filter(
    (path) => !isSame(now.get(path), before.get(path)),
  );
  const others = SECURITY.filter((name) => !isSame(body[name], given[name]));
  return [...paths.map((path) => `paths[${JSON.stringify(path)}]`), ...others].map((place) => ({
    prop: `definition.${place}`,
    value: 'changed',
    rule: 'something has changed the document after it was protected',
    fix: 'change it before protectedDefinition(), and leave overrides of Body out',
  }));
}

/** The protected operations at each path, in each branch of a condition. */
function itemsOf(
  { covers, excluded }: ProtectedApiDocument,
  document: Members,
): ReadonlyMap<string, unknown> {
  const items = new Map<string, unknown[]>();
  for (const paths of branchesOf(document['paths'])) {
    for (const [path, item] of Object.entries(membersOf(paths)).filter(([one]) => covers(one))) {
      const isLeft = (key: string): boolean => isOperation(key) && excluded(path, key) === Excluded.UNTOUCHED;
      const members = branchesOf(item).map((branch) =>
        Object.entries(membersOf(branch)).filter(([key]) => !isLeft(key)),
      );
      items.set(path, [...(items.get(path) ?? []), members]);
    }
  }
  return items;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
