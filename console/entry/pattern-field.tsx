import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactElement } from 'react';
import { text } from '../messages';
import { OriginText } from '../origin/origin-text';
import { fragmentOf } from '../shell/route';
import type { PatternState } from './pattern-check';
import { usePatternCheck } from './use-pattern-check';

/** The field of the pattern, judged while it is typed. */
export function PatternField({
  value,
  allowSharedOrigin,
  error,
  onChange,
  onShared,
}: {
  readonly value: string;
  readonly allowSharedOrigin: boolean;
  /** A fault that saving has found. */
  readonly error: string | undefined;
  readonly onChange: (pattern: string) => void;
  readonly onShared: (allow: boolean) => void;
}): ReactElement {
  const { state, checking, unchecked } = usePatternCheck(value, allowSharedOrigin);
  const fault = state.kind === 'refused' || state.kind === 'shared' ? state : undefined;
  return (
    <SpaceBetween size="s">
      <FormField
        label={text.entry.pattern}
        description={text.entry.patternHint}
        constraintText={text.entry.patternExample}
        errorText={state.kind === 'refused' ? <Refusal {...state} /> : (error ?? '')}
        warningText={state.kind === 'shared' ? <Refusal {...state} /> : ''}
        stretch
      >
        <Input
          value={value}
          spellcheck={false}
          autoComplete={false}
          autoFocus
          invalid={state.kind === 'refused' || error !== undefined}
          onChange={({ detail }) => onChange(detail.value)}
        />
      </FormField>
      <div role="status" className="judgement">
        <Judgement state={state} typed={value} checking={checking} unchecked={unchecked} />
      </div>
      {fault?.suggestion !== undefined && (
        <Button iconName="check" onClick={() => onChange(fault.suggestion ?? '')}>
          {text.entry.use(fault.suggestion)}
        </Button>
      )}
      {(state.kind === 'shared' || allowSharedOrigin) && (
        <SharedOrigin checked={allowSharedOrigin} onChange={onShared} />
      )}
    </SpaceBetween>
  );
}

/** Why the pattern is refused: the sentence, and the code for who looks it up. */
function Refusal({ message, code }: { readonly message: string; readonly code: string }): ReactElement {
  return (
    <>
      {message} <code>{code}</code>
    </>
  );
}

function Judgement({
  state,
  typed,
  checking,
  unchecked,
}: {
  readonly state: PatternState;
  readonly typed: string;
  readonly checking: boolean;
  readonly unchecked: boolean;
}): ReactElement | null {
  if (checking) return <StatusIndicator type="loading">{text.entry.checking}</StatusIndicator>;
  if (unchecked) return <StatusIndicator type="warning">{text.entry.unchecked}</StatusIndicator>;
  if (state.kind === 'exists') {
    return (
      <SpaceBetween direction="horizontal" size="xs">
        <StatusIndicator type="warning">
          {state.deleted ? text.entry.existsDeleted : text.entry.exists}
        </StatusIndicator>
        <Link href={fragmentOf({ name: 'entry', id: state.id })}>{text.entry.open}</Link>
      </SpaceBetween>
    );
  }
  if (state.kind !== 'fine') return null;
  return (
    <SpaceBetween size="xxs">
      <SpaceBetween direction="horizontal" size="xs">
        <StatusIndicator type="success">
          {state.pattern === typed ? text.entry.fine : text.entry.normalized(state.pattern)}
        </StatusIndicator>
        <OriginText origin={state.pattern} />
      </SpaceBetween>
      {state.warnings.map((warning) => (
        <StatusIndicator key={warning} type="warning">
          {warning}
        </StatusIndicator>
      ))}
    </SpaceBetween>
  );
}

/** The acknowledgement that strangers get in, with what it means. */
export function SharedOrigin({
  checked,
  onChange,
}: {
  readonly checked: boolean;
  readonly onChange: (allow: boolean) => void;
}): ReactElement {
  return (
    <Checkbox
      checked={checked}
      description={text.entry.sharedText}
      onChange={({ detail }) => onChange(detail.checked)}
    >
      {text.entry.shared}
    </Checkbox>
  );
}
