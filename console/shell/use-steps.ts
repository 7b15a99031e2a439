import { startTransition, useEffect, useState } from 'react';

/**
 * Draws a screen in steps, so that its main part is there first, and the page answers between the others.
 *
 * @param last number of the last step
 * @returns the step so far; 0 at first
 */
export function useSteps(last: number): number {
  const [step, setStep] = useState(0);
  useEffect(() => {
    if (step >= last) return undefined;
    let timer: number | undefined;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => startTransition(() => setStep(step + 1)));
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [step, last]);
  return step;
}
