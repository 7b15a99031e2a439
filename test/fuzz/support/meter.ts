import { Meter } from '../../core/work/meter';

/** The counter of the code under test; a fuzz bundle has it in front of everything else. */
export const meter = new Meter();

(globalThis as { meter?: Meter }).meter = meter;
