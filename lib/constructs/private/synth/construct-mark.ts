import type { IConstruct } from 'constructs';

/**
 * A fact about a construct. It is a property of the construct under a symbol of the process, and not a map of this module: an app
 * can hold two copies of this package, and each must see what the other one did.
 */
export class ConstructMark<T> {
  private readonly key: symbol;

  /** @param name unique among marks */
  constructor(name: string) {
    this.key = Symbol.for(`apigateway-cors-allowlist.${name}`);
  }

  public set(construct: IConstruct, value: T): void {
    Object.defineProperty(construct, this.key, { value, configurable: true });
  }

  public get(construct: IConstruct): T | undefined {
    return (construct as unknown as Readonly<Record<symbol, T | undefined>>)[this.key];
  }
}
