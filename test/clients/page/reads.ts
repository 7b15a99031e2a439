/** An answer of the gateway that a script of this page could read. */
export interface Read {
  readonly url: string;
  readonly status: number;
}

let reads: Read[] | undefined;

/** Writes down which answers of the gateway the scripts of this page can read, whichever client asks for them. */
export function watchReads(gateway: string): readonly Read[] {
  if (reads !== undefined) return reads;
  const seen: Read[] = [];
  reads = seen;
  const note = (url: string, status: number): void => {
    if (url.startsWith(gateway)) seen.push({ url, status });
  };
  const original = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const response = await original(...request);
    note(response.url, response.status);
    return response;
  };
  const send = Reflect.get(XMLHttpRequest.prototype, 'send') as (this: XMLHttpRequest, body: unknown) => void;
  XMLHttpRequest.prototype.send = function (body?: Document | XMLHttpRequestBodyInit | null) {
    this.addEventListener('load', () => {
      note(this.responseURL, this.status);
    });
    send.call(this, body);
  };
  return seen;
}
