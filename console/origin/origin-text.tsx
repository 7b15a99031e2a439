import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import { useMemo, type ReactElement } from 'react';
import { text } from '../messages';
import { originParts } from './origin-parts';
import { registrableBy, useSuffixes } from './suffixes';

/** An origin or a pattern: the registrable domain stands out, and what can deceive is marked. */
export function OriginText({ origin }: { readonly origin: string }): ReactElement {
  const suffixes = useSuffixes();
  const parts = useMemo(() => originParts(origin, registrableBy(suffixes)), [origin, suffixes]);
  return (
    <>
      <bdi className="origin" dir="ltr">
        {parts.scheme}
        {parts.below}
        <wbr />
        <strong>{parts.domain}</strong>
        {parts.rest}
      </bdi>
      {parts.unicode !== undefined && (
        <span className="origin-note">
          <Box variant="small">
            (<bdi>{text.origin.punycode(parts.unicode)}</bdi>)
          </Box>
        </span>
      )}
      {parts.mixesScripts && (
        <span className="origin-note">
          <Badge color="red">
            <span title={text.origin.mixedText}>{text.origin.mixed}</span>
          </Badge>
        </span>
      )}
    </>
  );
}
