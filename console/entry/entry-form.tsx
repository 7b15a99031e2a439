import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { usePage } from '../shell/page-context';
import { isSameDraft, type Draft } from './draft';
import { draftFaults, faultsIn, type DraftFaults } from './draft-faults';
import { forgetDraft, keepDraft, keptDraft } from './draft-store';
import { ExpiryField } from './expiry-field';
import { PlainField } from './plain-field';

/** The subject of a form. */
export interface EntryFormProps {
  readonly title: string;
  /** The form before anything is typed. */
  readonly start: Draft;
  /** The expiry of the entry that is edited. */
  readonly expiresAt?: string | undefined;
  /** The texts that are in the form already, where they are more than the start. */
  readonly prefilled?: Draft;
  readonly pattern: (
    draft: Draft,
    fault: string | undefined,
    change: (part: Partial<Draft>) => void,
  ) => ReactNode;
  /** Saves; an `ApiProblem` that it throws is shown at the fields. */
  readonly onSave: (draft: Draft) => Promise<void>;
  readonly onCancel: () => void;
}

/** The form of New and Edit. */
export function EntryForm(props: EntryFormProps): ReactElement {
  const { navigation, now } = usePage();
  const [kept] = useState(() => keptDraft(location.hash));
  // Only once the form is there: a drawing that is overtaken by another one is thrown away, and must not take the draft with it.
  useEffect(() => {
    if (kept !== undefined) forgetDraft();
  }, [kept]);
  const [draft, setDraft] = useState(kept ?? props.prefilled ?? props.start);
  const [faults, setFaults] = useState<DraftFaults>({});
  const [failure, setFailure] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  // Nobody typed the texts that another screen has filled in.
  const isChanged = !isSameDraft(draft, props.prefilled ?? props.start);
  useEffect(() => {
    navigation.setUnsaved(isChanged);
    return () => navigation.setUnsaved(false);
  }, [navigation, isChanged]);

  const change = (part: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    setFaults({});
    setFailure(undefined);
  };
  const save = async (): Promise<void> => {
    const found = draftFaults(draft, now(), props.expiresAt);
    setFaults(found);
    setFailure(undefined);
    if (Object.keys(found).length > 0) return;
    setSaving(true);
    try {
      await props.onSave(draft);
    } catch (error) {
      const known = error instanceof ApiProblem ? faultsIn(error) : {};
      setFaults(known);
      if (Object.keys(known).length === 0) setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  const beforeSignIn = (): void => {
    keepDraft(location.hash, draft);
    navigation.setUnsaved(false);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Form
        header={<Header variant="h2">{props.title}</Header>}
        errorText={Object.keys(faults).length > 0 ? text.entry.notSaved : ''}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={props.onCancel}>
              {text.cancel}
            </Button>
            <Button variant="primary" loading={saving} formAction="submit">
              {text.save}
            </Button>
          </SpaceBetween>
        }
      >
        <Container>
          <SpaceBetween size="l">
            {kept !== undefined && <Alert type="info">{text.entry.restoredDraft}</Alert>}
            {failure !== undefined && <Failure error={failure} beforeSignIn={beforeSignIn} />}
            {props.pattern(draft, faults.pattern, change)}
            <PlainField
              name="name"
              draft={draft}
              faults={faults}
              onChange={change}
              hint={text.entry.nameHint}
            />
            <PlainField name="description" draft={draft} faults={faults} onChange={change} />
            <PlainField
              name="owner"
              draft={draft}
              faults={faults}
              onChange={change}
              hint={text.entry.ownerHint}
            />
            <ExpiryField value={draft} error={faults.expiresAt} onChange={change} />
            <Checkbox
              checked={draft.active}
              description={text.entry.activeText}
              onChange={({ detail }) => change({ active: detail.checked })}
            >
              {text.entry.active}
            </Checkbox>
          </SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}
