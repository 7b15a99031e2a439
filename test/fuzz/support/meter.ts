import { Meter } from '../../core/work/meter';

/** What the code under test of a fuzz bundle counts with; a bundle has it in front of everything else. */
export const meter = new Meter();

(globalThis as { meter?: Meter }).meter = meter;
