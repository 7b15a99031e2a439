/** Builds at the first call and keeps the result, so that a construct that throws fails the tests that need it, and not their file. */
export function once<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => (built ??= { value: build() }).value;
}
