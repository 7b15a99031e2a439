import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FileInput from '@cloudscape-design/components/file-input';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactElement } from 'react';
import type { Client, ImportBody } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { ImportMode, ImportResult, Plan } from '../api/shapes';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { usePage } from '../shell/page-context';
import { Section } from '../shell/section';
import { AccessList } from './access-list';
import { importFile } from './import-file';
import { changesIn, ImportTable } from './import-table';

const MODES = (['upsert', 'create'] as const).map((value) => ({ value, label: text.exchange.modes[value] }));

/** A file that was read, and what it would do. */
interface Planned {
  readonly body: ImportBody;
  readonly result: ImportResult;
  /** Only where the API can say what the changes mean for access. */
  readonly plan: Plan | undefined;
}

/** A file is read, what it would change is shown, and then it is applied. */
export function ImportSection(): ReactElement {
  const { client, notices, session } = usePage();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [mode, setMode] = useState<ImportMode>('upsert');
  const [fault, setFault] = useState<string>();
  const [planned, setPlanned] = useState<Planned>();
  const [failure, setFailure] = useState<unknown>();
  const [working, setWorking] = useState(false);
  const [file] = files;

  const reset = (): void => {
    setPlanned(undefined);
    setFailure(undefined);
    setFault(undefined);
  };
  const run = async (work: () => Promise<void>): Promise<void> => {
    setWorking(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(error);
    } finally {
      setWorking(false);
    }
  };
  const show = async (): Promise<void> => {
    if (file === undefined) return;
    const read = importFile(await file.text());
    if (read.kind === 'fault') {
      setFault(text.exchange.faults[read.fault]);
      return;
    }
    const { body } = read;
    const [result, plan] = await Promise.all([client.import(body, mode, true), planOf(client, body, mode)]);
    setPlanned({ body, result, plan });
  };
  const apply = async ({ body }: Planned): Promise<void> => {
    const result = await client.import(body, mode, false);
    setPlanned({ body, result, plan: undefined });
    const { conflict, invalid, failed } = result.summary;
    const left = conflict + invalid + failed;
    const done = text.exchange.applied(changesIn(result));
    if (left === 0) notices.add({ type: 'success', text: done });
    else notices.add({ type: 'warning', text: `${done} ${text.exchange.notApplied(left)}` });
  };

  return (
    <Section title={text.exchange.importTitle} description={text.exchange.importText}>
      <SpaceBetween size="m">
        <FormField
          label={text.exchange.file}
          description={text.exchange.neverDeletes}
          errorText={fault ?? ''}
          constraintText={file?.name ?? ''}
        >
          <FileInput
            value={[...files]}
            accept=".json,.xml,.cors,application/json,application/xml"
            onChange={({ detail }) => {
              setFiles(detail.value);
              reset();
            }}
          >
            {text.exchange.choose}
          </FileInput>
        </FormField>
        <FormField label={text.exchange.mode}>
          <Select
            options={MODES}
            selectedOption={MODES.find(({ value }) => value === mode) ?? null}
            onChange={({ detail }) => {
              setMode(detail.selectedOption.value as ImportMode);
              reset();
            }}
          />
        </FormField>
        <Button
          disabled={file === undefined || !session.permissions.manageAllowlist}
          loading={working && planned === undefined}
          onClick={() => void run(show)}
        >
          {text.exchange.plan}
        </Button>
        {failure !== undefined && <Failure error={failure} />}
        {planned !== undefined && (
          <>
            <ImportTable result={planned.result} />
            {planned.plan !== undefined && <AccessList plan={planned.plan} />}
            {planned.result.dryRun &&
              (changesIn(planned.result) === 0 ? (
                <Alert type="info">{text.exchange.nothing}</Alert>
              ) : (
                <Button variant="primary" loading={working} onClick={() => void run(() => apply(planned))}>
                  {text.exchange.apply(changesIn(planned.result))}
                </Button>
              ))}
          </>
        )}
      </SpaceBetween>
    </Section>
  );
}

/** The meaning of the lines for access; undefined where the API cannot say it, and for metadata. */
async function planOf(client: Client, body: ImportBody, mode: ImportMode): Promise<Plan | undefined> {
  if (!('json' in body)) return undefined;
  try {
    return await client.plan(body.json, mode);
  } catch (error) {
    if (error instanceof ApiProblem && error.status >= 404 && error.status < 500) return undefined;
    throw error;
  }
}
