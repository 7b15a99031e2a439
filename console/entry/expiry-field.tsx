import Button from '@cloudscape-design/components/button';
import DateInput from '@cloudscape-design/components/date-input';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TimeInput from '@cloudscape-design/components/time-input';
import type { ReactElement } from 'react';
import { text } from '../messages';
import { usePage } from '../shell/page-context';
import { daysFrom, PRESET_DAYS, type DateAndTime } from './expiry';

/** When the entry expires: a date and a time, or a number of days by one click. */
export function ExpiryField({
  value,
  error,
  onChange,
}: {
  readonly value: DateAndTime;
  readonly error: string | undefined;
  readonly onChange: (value: DateAndTime) => void;
}): ReactElement {
  const { now } = usePage();
  const isInvalid = error !== undefined;
  return (
    <FormField
      label={
        <span>
          {text.entry.expires} <i>- {text.entry.optional}</i>
        </span>
      }
      description={text.entry.expiresHint}
      errorText={error ?? ''}
      stretch
    >
      <SpaceBetween size="xs">
        <SpaceBetween direction="horizontal" size="xs">
          <DateInput
            value={value.date}
            format="iso"
            inputFormat="iso"
            placeholder="YYYY-MM-DD"
            ariaLabel={text.entry.date}
            invalid={isInvalid}
            onChange={({ detail }) => onChange({ ...value, date: detail.value })}
          />
          <TimeInput
            value={value.time}
            format="hh:mm"
            placeholder="hh:mm"
            ariaLabel={text.entry.time}
            disabled={value.date === ''}
            invalid={isInvalid}
            onChange={({ detail }) => onChange({ ...value, time: detail.value })}
          />
        </SpaceBetween>
        <SpaceBetween direction="horizontal" size="xs">
          {PRESET_DAYS.map((days) => (
            <Button key={days} formAction="none" onClick={() => onChange(daysFrom(now(), days))}>
              {text.entry.inDays(days)}
            </Button>
          ))}
          <Button formAction="none" onClick={() => onChange({ date: '', time: '' })}>
            {text.never}
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </FormField>
  );
}
