/** One request of a script, by its name. */
export interface Asked {
  readonly name: string;
  readonly url: string;
  /** By `navigator.sendBeacon`, with a body of this type. */
  readonly beacon?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials?: 'include';
  readonly mode?: 'no-cors';
}
