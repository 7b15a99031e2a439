import { Construct, type IConstruct } from 'constructs';
import type { CorsProtectOptions } from '../../cors-protect-options';
import { Excluded } from '../../excluded';
import type { SynthIssue } from '../synth/synth-error';

/** A method of a target, as the options can name it. */
export interface NamedMethod {
  /** As in `GET /orders`. */
  readonly name: string;
  /** Path of its resource. */
  readonly path: string;
  readonly isPreflight: boolean;
  /** The method and everything around it. */
  readonly places: readonly IConstruct[];
}

/** The part of a target that is left out. */
export interface ExclusionPlan {
  readonly as: Excluded;
  /** Whether a method is left out. */
  readonly covers: (places: readonly IConstruct[]) => boolean;
  /** Whether a method stays as it is. */
  readonly leaves: (places: readonly IConstruct[]) => boolean;
  /** Paths that no page may call. */
  readonly closedPaths: readonly string[];
  readonly issues: readonly SynthIssue[];
}

/**
 * Reads the options.
 *
 * @param methods all methods of the target
 */
export function exclusionPlan(
  { exclude = [], excludeAs = Excluded.CLOSED }: CorsProtectOptions,
  methods: readonly NamedMethod[],
): ExclusionPlan {
  const isList = Array.isArray(exclude);
  const given: readonly unknown[] = isList ? exclude : [];
  const constructs = given.filter((one) => Construct.isConstruct(one));
  const covers = (places: readonly IConstruct[]): boolean => constructs.some((one) => places.includes(one));
  return {
    as: excludeAs,
    covers,
    leaves: (places) => excludeAs === Excluded.UNTOUCHED && covers(places),
    closedPaths:
      excludeAs === Excluded.CLOSED
        ? methods.filter(({ places }) => covers(places)).map(({ path }) => path)
        : [],
    issues: [
      ...(isList ? [] : [listIssue(exclude)]),
      ...(isList ? excludeAsIssues(excludeAs, given) : []),
      ...given.flatMap((one, index) => elementIssues(`exclude[${index}]`, one, methods)),
      ...(excludeAs === Excluded.CLOSED ? pathIssues(methods, covers) : []),
    ],
  };
}

function listIssue(value: unknown): SynthIssue {
  const shown = Construct.isConstruct(value) ? value.node.path : value;
  return { prop: 'exclude', value: shown, rule: 'must be a list', fix: 'write it in brackets' };
}

/** A choice that a program without types can miss, or that says nothing. */
export function excludeAsIssues(excludeAs: unknown, exclude: readonly unknown[]): readonly SynthIssue[] {
  const prop = 'excludeAs';
  const known: readonly unknown[] = Object.values(Excluded);
  if (!known.includes(excludeAs)) {
    const rule = `must be one of ${known.join(', ')}`;
    return [{ prop, value: excludeAs, rule, fix: 'use a member of Excluded' }];
  }
  if (excludeAs === Excluded.CLOSED || exclude.length > 0) return [];
  const rule = 'says how the excluded methods are treated, and exclude names none';
  return [{ prop, value: excludeAs, rule, fix: 'name them in exclude, or leave excludeAs out' }];
}

function elementIssues(prop: string, value: unknown, methods: readonly NamedMethod[]): readonly SynthIssue[] {
  if (!Construct.isConstruct(value)) {
    const rule = 'must be a resource or a method';
    return [{ prop, value, rule, fix: 'list resources and methods of the target' }];
  }
  if (methods.some(({ places }) => places.includes(value))) return [];
  const rule = 'the target has no method there';
  const fix = 'name a resource or a method of the target that is there already';
  return [{ prop, value: value.node.path, rule, fix }];
}

/** A verdict depends on the path and not on the method, so a path is closed as a whole. */
function pathIssues(
  methods: readonly NamedMethod[],
  covers: (places: readonly IConstruct[]) => boolean,
): readonly SynthIssue[] {
  const actual = methods.filter(({ isPreflight }) => !isPreflight);
  return actual
    .filter(({ places }) => covers(places))
    .flatMap(({ name, path }) => {
      const other = actual.find((one) => one.path === path && !covers(one.places));
      if (other === undefined) return [];
      const rule = `Excluded.CLOSED closes the whole path, and ${other.name} is protected there`;
      const fix = 'exclude the resource, or say excludeAs: Excluded.WITHOUT_HEADERS or Excluded.UNTOUCHED';
      return [{ prop: 'exclude', value: name, rule, fix }];
    });
}
