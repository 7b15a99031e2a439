/** A place in the page. The fragment holds it, so that one address is the callback of the sign-in. */
export type Route =
  | { readonly name: 'origins'; readonly section?: 'settings' }
  | { readonly name: 'new'; readonly pattern?: string }
  | { readonly name: 'entry' | 'edit'; readonly id: string }
  | { readonly name: 'simulator'; readonly origin?: string; readonly url?: string; readonly method?: string }
  | { readonly name: 'refused' | 'unused' | 'exchange' | 'changes' };

/** The place that a fragment names; the list for every other text. */
export function routeOf(fragment: string): Route {
  const [path = '', query = ''] = fragment.replace(/^#?\/?/, '').split('?');
  const parameters = new URLSearchParams(query);
  const texts = (...names: readonly string[]): object =>
    Object.fromEntries(names.flatMap((name) => (parameters.has(name) ? [[name, parameters.get(name)]] : [])));
  const [screen, id, action] = path.split('/');
  switch (screen) {
    case 'origins':
      if (id === 'new') return { name: 'new', ...texts('pattern') };
      if (id !== undefined && /^[\w-]+$/.test(id)) return { name: action === 'edit' ? 'edit' : 'entry', id };
      return { name: 'origins' };
    case 'settings':
      return { name: 'origins', section: 'settings' };
    case 'simulator':
      return { name: 'simulator', ...texts('origin', 'url', 'method') };
    case 'refused':
    case 'unused':
    case 'exchange':
    case 'changes':
      return { name: screen };
    default:
      return { name: 'origins' };
  }
}

/** The fragment of a place. */
export function fragmentOf(route: Route): string {
  switch (route.name) {
    case 'origins':
      return route.section === 'settings' ? '#/settings' : '#/origins';
    case 'new':
      return `#/origins/new${queryOf({ pattern: route.pattern })}`;
    case 'entry':
      return `#/origins/${route.id}`;
    case 'edit':
      return `#/origins/${route.id}/edit`;
    case 'simulator':
      return `#/simulator${queryOf({ origin: route.origin, url: route.url, method: route.method })}`;
    case 'refused':
    case 'unused':
    case 'exchange':
    case 'changes':
      return `#/${route.name}`;
  }
}

function queryOf(texts: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(texts).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
