import type { Answer, Gateway } from '../../responder/support/gateway';

const OWN = 'https://login.example.com';

/** As much of a browser as a login needs: it navigates, follows redirects, keeps cookies by path, and posts forms. */
export class Browser {
  private readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();
  /** Every URL that it went to. */
  readonly visited: string[] = [];
  private place = `${OWN}/`;
  private page = '';

  constructor(private readonly gateway: Gateway) {}

  /** Navigates, and follows redirects as long as they stay on the gateway. Gives the URL where it ended. */
  async open(url: string, form?: Readonly<Record<string, string>>): Promise<URL> {
    const target = new URL(url, this.place);
    this.visited.push(target.href);
    if (target.origin !== OWN) return target;
    const answer = await this.request(target, form);
    this.place = target.href;
    this.page = answer.body.toString('utf8');
    for (const cookie of answer.headers.get('set-cookie') ?? []) this.keep(cookie, target);
    const location = answer.headers.get('location')?.[0];
    if (location === undefined) {
      if (answer.status !== 200) throw new Error(`${target.pathname}: ${String(answer.status)} ${this.page}`);
      return target;
    }
    return this.open(location);
  }

  /** Posts the form of the page that it is on, with these values beside the hidden ones. */
  submit(values: Readonly<Record<string, string>>): Promise<URL> {
    const action = /<form[^>]* action="([^"]*)"/.exec(this.page)?.[1];
    if (action === undefined) throw new Error(`there is no form on ${this.place}`);
    const fields = [...this.page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const hidden = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
    return this.open(action, { ...hidden, ...values });
  }

  private request(target: URL, form: Readonly<Record<string, string>> | undefined): Promise<Answer> {
    const cookies = [...this.cookies].filter(([, { path }]) => covers(path, target.pathname));
    const query = Object.fromEntries(
      [...target.searchParams.keys()].map((name) => [name, target.searchParams.getAll(name)]),
    );
    const headers = {
      'Sec-Fetch-Mode': 'navigate',
      ...(cookies.length > 0 && {
        Cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join('; '),
      }),
      ...(form && { Origin: OWN, 'Content-Type': 'application/x-www-form-urlencoded' }),
    };
    const body = form && { method: 'POST', body: Buffer.from(new URLSearchParams(form).toString()) };
    return this.gateway.call({ path: target.pathname, query, headers, ...body });
  }

  private keep(cookie: string, { pathname }: URL): void {
    const [pair = '', ...attributes] = cookie.split(';');
    const attribute = (name: string): string | undefined =>
      attributes
        .map((text) => text.trim())
        .find((text) => text.toLowerCase().startsWith(`${name}=`))
        ?.slice(name.length + 1);
    const name = pair.slice(0, pair.indexOf('='));
    const path = attribute('path') ?? (pathname.slice(0, pathname.lastIndexOf('/')) || '/');
    const gone = Date.parse(attribute('expires') ?? '9999-01-01') <= Date.now();
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, { value: pair.slice(name.length + 1), path });
  }
}

function covers(cookiePath: string, path: string): boolean {
  return path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}
