import type { EndpointPresetName, EndpointsDocument } from '../contract';
import { endpointRules, presetExposedHeaders } from '../contract';
import type { EndpointRule } from '../core';
import type { CorsEndpoint } from './cors-endpoint';
import { endpointList } from './private/policy/endpoint-list';
import type { SynthIssue } from './private/synth/synth-error';

/**
 * The endpoint table: which paths answer cross-origin requests, and to whom. Every path that it does not name is closed.
 */
export class CorsEndpoints {
  /** The endpoints of Salesforce's APIs, its OAuth endpoints and discovery documents. */
  public static salesforce(): CorsEndpoints {
    return new CorsEndpoints('salesforce', [], [], []);
  }

  /** A table of your own. */
  public static of(endpoints: CorsEndpoint[]): CorsEndpoints {
    const { rules, issues } = endpointList(endpoints);
    return new CorsEndpoints('none', rules, [], issues);
  }

  /**
   * What cannot be read as an endpoint, and replacements that replace nothing. They are refused with the whole table, where the
   * error can name the construct.
   *
   * @internal
   */
  public readonly _issues: readonly SynthIssue[];

  private constructor(
    private readonly preset: EndpointPresetName,
    private readonly added: readonly EndpointRule[],
    private readonly replacements: readonly EndpointRule[],
    issues: readonly SynthIssue[],
  ) {
    this._issues = issues;
  }

  /** This table with further endpoints. An endpoint that names the same paths as another one is an error at synth. */
  public plus(endpoints: CorsEndpoint[]): CorsEndpoints {
    const { rules, issues } = endpointList(endpoints);
    const added = [...this.added, ...rules];
    return new CorsEndpoints(this.preset, added, this.replacements, [...this._issues, ...issues]);
  }

  /**
   * This table with other rules for paths that it names. Each endpoint takes the place of the endpoint with the same path and
   * match. An endpoint that replaces nothing is an error at synth.
   */
  public replacing(endpoints: CorsEndpoint[]): CorsEndpoints {
    const { rules, issues } = endpointList(endpoints);
    const replaced = this._rules.filter((rule) => rules.some((other) => isSamePlace(rule, other)));
    const stays = (rule: EndpointRule): boolean => !replaced.includes(rule);
    return new CorsEndpoints(
      this.preset,
      this.added.filter(stays),
      [...this.replacements.filter(stays), ...rules],
      [
        ...this._issues,
        ...issues,
        ...rules.filter((rule) => !replaced.some((other) => isSamePlace(rule, other))).map(unknownIssue),
      ],
    );
  }

  /**
   * Every rule. A rule that overlaps another one by mistake is there too, so that the check finds it.
   *
   * @internal
   */
  public get _rules(): readonly EndpointRule[] {
    return [...endpointRules({ preset: this.preset, rules: this.replacements }), ...this.added];
  }

  /**
   * The response headers that pages may read where the options name none.
   *
   * @internal
   */
  public get _exposedHeaders(): readonly string[] {
    return presetExposedHeaders(this.preset);
  }

  /**
   * The document that handlers read.
   *
   * @internal
   */
  public get _document(): EndpointsDocument {
    return { preset: this.preset, rules: [...this.replacements, ...this.added] };
  }
}

function unknownIssue({ path, match }: EndpointRule): SynthIssue {
  const rule = `replaces no endpoint: the table has no ${match} rule of this path`;
  return { prop: 'endpoints', value: path, rule, fix: 'add it with plus()' };
}

function isSamePlace(a: EndpointRule, b: EndpointRule): boolean {
  return a.path === b.path && a.match === b.match;
}
