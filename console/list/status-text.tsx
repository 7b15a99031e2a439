import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactElement } from 'react';
import type { EffectiveStatus } from '../api/shapes';
import { text } from '../messages';

const TYPES: Readonly<Record<EffectiveStatus, StatusIndicatorProps.Type>> = {
  active: 'success',
  inactive: 'stopped',
  expired: 'warning',
  deleted: 'error',
};

/** The status of an entry. */
export function StatusText({ status }: { readonly status: EffectiveStatus }): ReactElement {
  return <StatusIndicator type={TYPES[status]}>{text.status[status]}</StatusIndicator>;
}
