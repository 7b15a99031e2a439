import Box from '@cloudscape-design/components/box';
import type { ReactElement } from 'react';
import { ACCESS_KINDS, type AccessChange, type Plan } from '../api/shapes';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import { when } from '../shell/format';

/** Which origins get or lose access by an import. */
export function AccessList({ plan }: { readonly plan: Plan }): ReactElement | null {
  const kinds = ACCESS_KINDS.filter((kind) => plan.access[kind].length > 0);
  if (kinds.length === 0) return null;
  return (
    <div>
      <Box variant="h3">{text.exchange.accessTitle}</Box>
      {kinds.map((kind) => (
        <div key={kind}>
          <Box variant="h4">{text.exchange.access[kind]}</Box>
          <ul>
            {plan.access[kind].map((change) => (
              <li key={JSON.stringify(change)}>
                <OriginText origin={change.pattern} /> {restOf(change)}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function restOf({ except, credentials, from, to }: AccessChange): string {
  const parts = [
    except.length === 0 ? '' : text.exchange.except(except.join(', ')),
    text.exchange.credentialsOnly[credentials],
    from === undefined && to === undefined ? '' : `${ending(from)} → ${ending(to)}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function ending(instant: string | undefined): string {
  return instant === undefined ? text.never : when(instant);
}
