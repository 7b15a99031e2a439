/** Works on things, so many at a time, and gives the results in the order of the things. The first failure ends it. */
export async function inParallel<T, Result>(
  width: number,
  things: readonly T[],
  work: (thing: T) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  // One iterator for all, so that each takes the next thing that nobody has taken.
  const queue = things.entries();
  let failed = false;
  const run = async (): Promise<void> => {
    for (const [index, thing] of queue) {
      if (failed) return;
      try {
        results[index] = await work(thing);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, run));
  return results;
}
