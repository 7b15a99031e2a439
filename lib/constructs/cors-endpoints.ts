import type { EndpointPresetName, EndpointsDocument } from '../contract';
import { endpointRules, presetExposedHeaders } from '../contract';
import type { EndpointRule } from '../core';
import type { CorsEndpoint } from './cors-endpoint';

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
    return new CorsEndpoints('none', rulesOf(endpoints), [], []);
  }

  /**
   * Replacements that replace nothing. They are refused with the whole table.
   *
   * @internal
   */
  public readonly _unknown: readonly EndpointRule[];

  private constructor(
    private readonly preset: EndpointPresetName,
    private readonly added: readonly EndpointRule[],
    private readonly replacements: readonly EndpointRule[],
    unknown: readonly EndpointRule[],
  ) {
    this._unknown = unknown;
  }

  /** This table with further endpoints. An endpoint that names the same paths as another one is an error at synth. */
  public plus(endpoints: CorsEndpoint[]): CorsEndpoints {
    const added = [...this.added, ...rulesOf(endpoints)];
    return new CorsEndpoints(this.preset, added, this.replacements, this._unknown);
  }

  /**
   * This table with other rules for paths that it names. Each endpoint takes the place of the endpoint with the same path and
   * match. An endpoint that replaces nothing is an error at synth.
   */
  public replacing(endpoints: CorsEndpoint[]): CorsEndpoints {
    const rules = rulesOf(endpoints);
    const replaced = this._rules.filter((rule) => rules.some((other) => isSamePlace(rule, other)));
    const stays = (rule: EndpointRule): boolean => !replaced.includes(rule);
    return new CorsEndpoints(
      this.preset,
      this.added.filter(stays),
      [...this.replacements.filter(stays), ...rules],
      [...this._unknown, ...rules.filter((rule) => !replaced.some((other) => isSamePlace(rule, other)))],
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

function rulesOf(endpoints: readonly CorsEndpoint[]): readonly EndpointRule[] {
  return endpoints.map((endpoint) => endpoint._rule);
}

function isSamePlace(a: EndpointRule, b: EndpointRule): boolean {
  return a.path === b.path && a.match === b.match;
}
