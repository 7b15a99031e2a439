/** Origins that an accepted pattern matches, or nearly does. */
export function nearMisses(pattern: string): readonly string[] {
  const [, scheme = '', wildcard = '', host = '', port = ''] =
    /^([a-z-]+):\/\/(\*\.)?(\[.*\]|[^:]*)(:[0-9]+)?$/.exec(pattern) ?? [];
  const origin = (name: string, end = port, of = scheme): string => `${of}://${name}${end}`;
  return [
    pattern,
    origin(host),
    origin(`a.${host}`),
    origin(`a.b.c.${host}`),
    origin(`xn--mnchen-3ya.${host}`),
    origin(`a${host}`),
    origin(`a-${host}`),
    origin(`.${host}`),
    origin(`..${host}`),
    origin(`a..${host}`),
    origin(`*.${host}`),
    origin(`${wildcard}${host}`, ''),
    origin(`A.${host}`),
    origin(`a.${host}.`),
    origin(`a.${host}x`),
    origin(`a.${host}.attacker.test`),
    origin(`a.${host.replace('.', 'x')}`),
    origin(`a.${host.replace(/^[^.]*\./, '')}`),
    origin(`b.${host.split('.').slice(1).join('.')}`),
    origin(`a.${host}`, ''),
    origin(`a.${host}`, ':8443'),
    origin(`a.${host}`, ':443'),
    origin(host, ':8443'),
    origin(host, '') + ':',
    origin(`a.${host}`, port, 'http'),
    origin(host, port, 'http'),
    origin(host, port, 'https'),
    `${origin(`a.${host}`)}/`,
    `${origin('me')}@a.${host}${port}`,
    origin(`attacker.test/.${host}`),
    origin(`attacker.test?.${host}`),
    origin(`attacker.test\\.${host}`),
    ` ${origin(`a.${host}`)}`,
    `${origin(`a.${host}`)}\n`,
    'null',
    '',
  ];
}
