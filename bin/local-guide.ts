/** Where everything listens. */
export interface LocalAddresses {
  readonly gateway: string;
  readonly site: string;
  readonly admin: string;
  readonly table: { readonly endpoint: string; readonly name: string };
}

/** Text for a person: what to try next. */
export function guide({ gateway, site, admin }: LocalAddresses): string {
  return `
  console    ${admin}/console
  gateway    ${gateway}  (my-domain; also 127.0.0.1)
             ${site}  (experience-cloud-site)
  admin API  ${admin}/cors/v1

  Try:
    # refused, and the backend is not called
    curl -i ${gateway}/services/data/v60.0/query -H 'Origin: https://new.example.com'
    # list the origin; the gateway lets it in within ten seconds
    curl -i ${admin}/cors/v1/allowlist -H 'Content-Type: application/json' -d '{"pattern":"https://new.example.com"}'
    # why is a request refused, and what would let it in?
    curl -s ${admin}/cors/v1/evaluate -H 'Content-Type: application/json' \\
      -d '{"origin":"https://evil.example","url":"${gateway}/services/oauth2/token","method":"POST"}'
    # the whole list, and what else the admin API can do
    curl -s ${admin}/cors/v1/allowlist
    curl -s ${admin}/cors/v1/openapi.json
`;
}
