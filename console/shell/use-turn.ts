import { startTransition, useEffect, useState } from 'react';

/**
 * Whether it is the turn of a part of the screen. The main part is drawn first, and the page answers between the others.
 *
 * @param turn number of frames before it
 * @param isBegun whether the frames count already
 */
export function useTurn(turn: number, isBegun = true): boolean {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => {
    if (!isBegun || isThere) return undefined;
    let frame = 0;
    let timer = 0;
    const wait = (left: number): void => {
      frame = requestAnimationFrame(() => {
        // The frame is painted before the timer ends.
        timer = window.setTimeout(() => {
          if (left > 1) wait(left - 1);
          else startTransition(() => setIsThere(true));
        });
      });
    };
    wait(turn);
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [turn, isBegun, isThere]);
  return isThere;
}
