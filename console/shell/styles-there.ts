/** Ends when the style sheets of the page are there: its parts measure themselves when they are drawn. */
export async function stylesThere(): Promise<void> {
  const links = Array.from(document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]'));
  await Promise.all(links.filter(({ sheet }) => sheet === null).map(loaded));
}

/** A sheet that cannot be had is no reason to show nothing. */
function loaded(link: HTMLLinkElement): Promise<void> {
  return new Promise((resolve) => {
    for (const end of ['load', 'error']) link.addEventListener(end, () => resolve(), { once: true });
  });
}
