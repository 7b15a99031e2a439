import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { Evaluation } from '../api/shapes';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { usePage } from '../shell/page-context';
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
          <Container
            header={
              <Header variant="h2" description={text.simulator.description}>
                {text.simulator.title}
              </Header>
            }
          >
            <Fields form={form} faults={faults} onChange={change} />
          </Container>
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
      <FormField label={text.simulator.origin} description={text.simulator.originHint} stretch>
        <Input
          value={form.origin}
          placeholder="https://app.example.com"
          spellcheck={false}
          onChange={({ detail }) => onChange({ origin: detail.value })}
        />
      </FormField>
      <FormField
        label={text.simulator.url}
        description={text.simulator.urlHint}
        errorText={faults.url === undefined ? '' : text.simulator.required}
        stretch
      >
        <Input
          value={form.url}
          placeholder="https://api.example.com/services/data/v60.0/query"
          spellcheck={false}
          onChange={({ detail }) => onChange({ url: detail.value })}
        />
      </FormField>
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
