import Box from '@cloudscape-design/components/box';
import type { ReactElement } from 'react';
import { text } from '../messages';
import { soon, when } from '../shell/format';
import { usePage } from '../shell/page-context';

/** When an entry expires, and in how long if that is soon. */
export function ExpiryText({ at }: { readonly at: string | undefined }): ReactElement {
  const { now } = usePage();
  if (at === undefined) return <>{text.never}</>;
  const left = soon(at, now());
  return (
    <>
      {when(at)}
      {left !== undefined && (
        <Box variant="small" display="block">
          {left}
        </Box>
      )}
    </>
  );
}
