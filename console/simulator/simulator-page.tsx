import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { Evaluation } from '../api/shapes';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { usePage } from '../shell/page-context';
import { Section } from '../shell/section';
import { METHODS, questionOf, type FormFaults, type SimulationForm } from './simulation';
import { Verdict } from './verdict';

/** The last question, so that the way back from a fix finds it again. */
let last: SimulationForm = { origin: '', url: '', method: 'GET', headers: '' };

/** Asks the engine what it would do with a request. */
export function SimulatorPage({
  start,
}: {
  readonly start: { readonly origin?: string; readonly url?: string; readonly method?: string };
}): ReactElement {
  const { client } = usePage();
  const [form, setForm] = useState<SimulationForm>(() => ({
    ...last,
    ...(start.origin === undefined ? {} : { origin: start.origin }),
    ...(start.url === undefined ? {} : { url: start.url }),
    ...(start.method === undefined ? {} : { method: start.method }),
  }));
  const [faults, setFaults] = useState<FormFaults>({});
  const [answer, setAnswer] = useState<{ asked: SimulationForm; evaluation: Evaluation }>();
  const [failure, setFailure] = useState<unknown>();
  const [asking, setAsking] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer !== undefined) result.current?.focus();
  }, [answer]);

  const change = (part: Partial<SimulationForm>): void => {
    last = { ...form, ...part };
    setForm(last);
    setFaults({});
  };
  const ask = async (): Promise<void> => {
    const { question, faults: found } = questionOf(form);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setAsking(true);
    setFailure(undefined);
    try {
      setAnswer({ asked: form, evaluation: await client.evaluate(question) });
    } catch (error) {
      setAnswer(undefined);
      setFailure(error);
    } finally {
      setAsking(false);
    }
  };

  return (
    <SpaceBetween size="l">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <Form
          actions={
            <Button variant="primary" formAction="submit" loading={asking}>
              {text.simulator.run}
            </Button>
          }
        >
          <Section title={text.simulator.title} description={text.simulator.description}>
            <Fields form={form} faults={faults} onChange={change} />
          </Section>
        </Form>
      </form>
      {failure !== undefined && <Failure error={failure} />}
      {answer !== undefined && (
        <div ref={result} tabIndex={-1} role="status">
          <Verdict origin={answer.asked.origin} evaluation={answer.evaluation} />
        </div>
      )}
    </SpaceBetween>
  );
}

function Fields({
  form,
  faults,
  onChange,
}: {
  readonly form: SimulationForm;
  readonly faults: FormFaults;
  readonly onChange: (part: Partial<SimulationForm>) => void;
}): ReactElement {
  return (
    <SpaceBetween size="m">
      <AddressField
        label={text.simulator.origin}
        hint={text.simulator.originHint}
        example="https://app.example.com"
        value={form.origin}
        onChange={(origin) => onChange({ origin })}
      />
      <AddressField
        label={text.simulator.url}
        hint={text.simulator.urlHint}
        example="https://api.example.com/services/data/v60.0/query"
        value={form.url}
        fault={faults.url === undefined ? '' : text.simulator.required}
        onChange={(url) => onChange({ url })}
      />
      <FormField label={text.simulator.method}>
        <Select
          options={METHODS.map((value) => ({ value }))}
          selectedOption={{ value: form.method }}
          onChange={({ detail }) => onChange({ method: detail.selectedOption.value ?? 'GET' })}
        />
      </FormField>
      <FormField
        label={text.simulator.headers}
        description={text.simulator.headersHint}
        errorText={faults.headers === undefined ? '' : text.simulator.badHeader}
        stretch
      >
        <Textarea
          value={form.headers}
          rows={2}
          spellcheck={false}
          onChange={({ detail }) => onChange({ headers: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}

/** A field for an origin or a URL. */
function AddressField({
  label,
  hint,
  example,
  value,
  fault = '',
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  readonly value: string;
  readonly fault?: string;
  readonly onChange: (value: string) => void;
}): ReactElement {
  return (
    <FormField label={label} description={hint} errorText={fault} stretch>
      <Input
        value={value}
        placeholder={example}
        spellcheck={false}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
