/** One area of the mutation run. */
export interface Area {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Parts of these tests that have a stand-in without a network, as jest's `moduleNameMapper`. */
  readonly replaced?: Readonly<Record<string, string>>;
  /** Whether the tests run without jest's environments (`one-process`), which they may if they mock nothing but functions of the project's modules. */
  readonly oneProcess?: boolean;
  /** Words in the names of tests that are left out. */
  readonly leftOut?: readonly string[];
  /** A lower score fails, in per cent. */
  readonly least: number;
}

export const AREAS: Readonly<Record<string, Area>>;
