import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactElement } from 'react';
import { text } from '../messages';

const TITLES = {
  leaving: text.arrival.leaving,
  'signed-out': text.arrival.signedOut,
  failed: text.arrival.failed,
  'no-config': text.arrival.noConfig,
  'no-token': text.arrival.noToken,
} as const;

/** The page before anybody is signed in. */
export function ArrivalPage({
  kind,
  reason,
  action,
}: {
  readonly kind: keyof typeof TITLES;
  readonly reason?: string;
  readonly action?: () => void;
}): ReactElement {
  return (
    <main className="page">
      <Container header={<Header variant="h1">{text.title}</Header>}>
        <SpaceBetween size="m">
          <div role="status">
            <StatusIndicator type={kind === 'leaving' ? 'loading' : kind === 'signed-out' ? 'info' : 'error'}>
              {TITLES[kind]}
            </StatusIndicator>
          </div>
          {reason !== undefined && (
            <Box color="text-body-secondary">
              <span className="stranger">{reason}</span>
            </Box>
          )}
          {action !== undefined && (
            <Button variant="primary" onClick={action}>
              {kind === 'no-config' ? text.tryAgain : text.signIn}
            </Button>
          )}
        </SpaceBetween>
      </Container>
    </main>
  );
}
