import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import type { Tagged } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Settings } from '../api/shapes';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { when } from '../shell/format';
import { usePage } from '../shell/page-context';
import { useLoad } from '../shell/use-load';

/** The section of the settings, in the words of the original. */
export function SettingsSection({ isWanted }: { readonly isWanted: boolean }): ReactElement {
  const { client } = usePage();
  const { value, error, loading, reload, replace } = useLoad('settings', (signal) => client.settings(signal));
  const heading = useId();
  const region = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isWanted || loading) return;
    region.current?.scrollIntoView();
    region.current?.focus();
  }, [isWanted, loading]);
  return (
    <section ref={region} aria-labelledby={heading} tabIndex={-1}>
      <SettingsBody heading={heading} settings={value} error={error} onReload={reload} onChange={replace} />
    </section>
  );
}

function SettingsBody({
  heading,
  settings,
  error,
  onReload,
  onChange,
}: {
  readonly heading: string;
  readonly settings: Tagged<Settings> | undefined;
  readonly error: unknown;
  readonly onReload: () => void;
  readonly onChange: (settings: Tagged<Settings>) => void;
}): ReactElement {
  const { client, notices, navigation } = usePage();
  const [chosen, setChosen] = useState<boolean>();
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const isEditing = chosen !== undefined;

  const end = (): void => {
    navigation.setUnsaved(false);
    setChosen(undefined);
    setFailure(undefined);
  };
  const save = async (on: boolean): Promise<void> => {
    if (settings === undefined) return;
    setSaving(true);
    setFailure(undefined);
    try {
      onChange(await client.saveSettings(on, settings.etag));
      notices.add({ type: 'success', text: text.settings.saved(on) });
      end();
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 412) {
        notices.add({ type: 'warning', text: text.settings.changedMeanwhile });
        onReload();
      } else setFailure(problem);
    } finally {
      setSaving(false);
    }
  };

  const editing = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" onClick={end}>
        {text.cancel}
      </Button>
      <Button variant="primary" loading={saving} onClick={() => void save(chosen === true)}>
        {text.save}
      </Button>
    </SpaceBetween>
  );
  const reading = (
    <Button
      disabled={settings === undefined}
      onClick={() => setChosen(settings?.value.enableCorsForOAuthEndpoints === true)}
    >
      {text.edit}
    </Button>
  );

  return (
    <Container
      header={
        <Header variant="h2" actions={isEditing ? editing : reading}>
          <span id={heading}>{text.settings.title}</span>
        </Header>
      }
    >
      <SpaceBetween size="m">
        {failure !== undefined && <Failure error={failure} />}
        {error !== undefined && <SettingsFailure error={error} retry={onReload} />}
        {error === undefined && settings === undefined && <Spinner />}
        {isEditing ? (
          <>
            <Checkbox
              checked={chosen}
              onChange={({ detail }) => {
                setChosen(detail.checked);
                navigation.setUnsaved(detail.checked !== settings?.value.enableCorsForOAuthEndpoints);
              }}
            >
              {text.settings.checkbox}
            </Checkbox>
            <Alert type="warning">{text.settings.warning}</Alert>
          </>
        ) : (
          settings !== undefined && <SettingsValue settings={settings.value} />
        )}
      </SpaceBetween>
    </Container>
  );
}

function SettingsValue({ settings }: { readonly settings: Settings }): ReactElement {
  const { enableCorsForOAuthEndpoints: on, updatedAt, updatedBy } = settings;
  return (
    <SpaceBetween size="xxs">
      <Box>
        <Box variant="awsui-key-label">{text.settings.checkbox}</Box>
        <StatusIndicator type={on ? 'success' : 'stopped'}>
          {on ? text.settings.on : text.settings.off}
        </StatusIndicator>
      </Box>
      <Box variant="small" color="text-body-secondary">
        <span className="stranger">
          {updatedAt === undefined
            ? text.settings.never
            : text.settings.changed(when(updatedAt), updatedBy ?? '')}
        </span>
      </Box>
    </SpaceBetween>
  );
}

/** Without the permission the section names it, and shows no value. */
function SettingsFailure({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry: () => void;
}): ReactElement {
  const { session } = usePage();
  if (!(error instanceof ApiProblem) || error.status !== 403) return <Failure error={error} retry={retry} />;
  return (
    <Alert type="info" header={text.settings.notPermitted}>
      {text.settings.needs(session.permissions.manageSettingsGroup)}
    </Alert>
  );
}
