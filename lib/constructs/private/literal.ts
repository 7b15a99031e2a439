/** The text of an enum's member, as the engine spells the same choice. */
export function literal<E extends string>(member: E): `${E}` {
  return member as `${E}`;
}
