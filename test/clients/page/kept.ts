/** Keeps a text over the way to the issuer and back, as applications do. */
export function keep(name: string, value: string): void {
  sessionStorage.setItem(name, value);
}

/** @throws Error when nothing was kept */
export function kept(name: string): string {
  const value = sessionStorage.getItem(name);
  if (value === null) throw new Error(`the page has kept no ${name}`);
  return value;
}
