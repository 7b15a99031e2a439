import { isToken } from '../../lib/core';
import type { Simulation } from '../api/shapes';

/** The form of the simulator. */
export interface SimulationForm {
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  /** One header a line: `Name: value`. */
  readonly headers: string;
}

/** The methods that the form offers. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** The faults of the form by field; none when it can be sent. */
export type FormFaults = Partial<Record<keyof SimulationForm, 'required' | 'bad_header'>>;

/** The question that the form asks, and its faults. An empty origin is a request without one. */
export function questionOf(form: SimulationForm): {
  readonly question: Simulation;
  readonly faults: FormFaults;
} {
  const headers: Record<string, string> = {};
  let bad = false;
  for (const line of form.headers.split('\n').filter((text) => text.trim() !== '')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim();
    if (isToken(name)) headers[name] = line.slice(colon + 1).trim();
    else bad = true;
  }
  return {
    question: {
      origin: form.origin === '' ? null : form.origin,
      url: form.url,
      method: form.method,
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
    },
    faults: {
      ...(form.url === '' ? { url: 'required' as const } : {}),
      ...(bad ? { headers: 'bad_header' as const } : {}),
    },
  };
}
