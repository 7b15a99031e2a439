import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import type { Refusal } from '../api/shapes';
import { text } from '../messages';
import { usePage } from '../shell/page-context';

/** The ways to go from a refused origin: open its entry, or begin one, and ask why. */
export function RefusalActions({ refusal }: { readonly refusal: Refusal }): ReactElement {
  const { navigation, session } = usePage();
  const { origin, listed, pattern } = refusal;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {listed !== undefined && (
        <Button
          variant="inline-link"
          ariaLabel={text.refused.listedLabel(origin)}
          onClick={() => navigation.go({ name: 'entry', id: listed })}
        >
          {text.refused.listed}
        </Button>
      )}
      {listed === undefined && pattern !== undefined && session.permissions.manageAllowlist && (
        <Button
          variant="inline-link"
          ariaLabel={text.refused.allowLabel(origin)}
          onClick={() => navigation.go({ name: 'new', pattern })}
        >
          {text.refused.allow}
        </Button>
      )}
      <Button
        variant="inline-link"
        ariaLabel={text.refused.whyLabel(origin)}
        onClick={() => navigation.go({ name: 'simulator', origin })}
      >
        {text.refused.why}
      </Button>
    </SpaceBetween>
  );
}
