/** Header values and paths come one character a byte. */
export function bytes(data: Buffer): string {
  return data.toString('latin1');
}

/** The value in a JSON body. */
export function text(data: Buffer): string {
  return data.toString('utf8');
}

/** The lines of an input with several parts; a missing one is empty. */
export function lines(data: Buffer, count: number): readonly string[] {
  const found = text(data).split('\n');
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? found.slice(index).join('\n') : (found[index] ?? ''),
  );
}

/** Fails with both answers, and the input as JSON, which shows what no terminal does. */
export function agree(input: unknown, engine: unknown, model: unknown): void {
  const [ours, theirs] = [JSON.stringify(engine), JSON.stringify(model)];
  if (ours !== theirs) {
    throw new Error(`for ${JSON.stringify(input)} the engine says ${ours}, the model ${theirs}`);
  }
}

/** Fails with a sentence about the input. */
export function must(holds: boolean, sentence: string, input: unknown): void {
  if (!holds) throw new Error(`${sentence}: ${JSON.stringify(input)}`);
}
