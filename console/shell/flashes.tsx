import Button from '@cloudscape-design/components/button';
import Flashbar from '@cloudscape-design/components/flashbar';
import type { ReactElement } from 'react';
import { text } from '../messages';
import type { Notice } from './notices';
import { usePage } from './page-context';

/** The notices at the top of the page. */
export function Flashes({ notices }: { readonly notices: readonly Notice[] }): ReactElement {
  const { notices: store } = usePage();
  return (
    <Flashbar
      items={notices.map(({ id, type, text: content, action }) => ({
        id,
        type,
        content: <span className="stranger">{content}</span>,
        ariaRole: type === 'error' ? ('alert' as const) : ('status' as const),
        dismissible: true,
        dismissLabel: text.close,
        onDismiss: () => store.dismiss(id),
        ...(action === undefined
          ? {}
          : {
              action: (
                <Button
                  onClick={() => {
                    store.dismiss(id);
                    action.run();
                  }}
                >
                  {action.label}
                </Button>
              ),
            }),
      }))}
    />
  );
}
