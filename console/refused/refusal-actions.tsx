import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactElement } from 'react';
import type { Refusal } from '../api/shapes';
import { text } from '../messages';
import { usePage } from '../shell/page-context';
import { stepsFor, type Step } from './refusal-steps';

/** The ways to go from a refused origin. None of them changes anything by itself. */
export function RefusalActions({ refusal }: { readonly refusal: Refusal }): ReactElement {
  const { navigation, session } = usePage();
  const { origin } = refusal;
  const steps = stepsFor(refusal, session.permissions);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {steps.map((step) => (
        <Button
          key={step.kind}
          variant="inline-link"
          ariaLabel={LABELS[step.kind](origin)}
          onClick={() => navigation.go(step.to)}
        >
          {text.refused[step.kind]}
        </Button>
      ))}
    </SpaceBetween>
  );
}

const LABELS: Readonly<Record<Step['kind'], (origin: string) => string>> = {
  listed: text.refused.listedLabel,
  allow: text.refused.allowLabel,
  why: text.refused.whyLabel,
};
