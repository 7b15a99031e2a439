import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactElement } from 'react';
import { text } from '../messages';
import { Failure } from '../shell/failure';
import { usePage } from '../shell/page-context';
import { Section } from '../shell/section';
import { wholeExport, type ExportFormat } from './whole-export';

/** Writes the whole list into a file. */
export function ExportSection(): ReactElement {
  const { client, notices } = usePage();
  const [running, setRunning] = useState<ExportFormat>();
  const [failure, setFailure] = useState<unknown>();
  const save = async (format: ExportFormat): Promise<void> => {
    setRunning(format);
    setFailure(undefined);
    try {
      const { files, entries } = await wholeExport(client.export, format);
      files.forEach(({ name, type, contents }) => download(name, type, contents));
      notices.add({ type: 'success', text: text.exchange.exported(entries) });
    } catch (error) {
      setFailure(error);
    } finally {
      setRunning(undefined);
    }
  };
  const button = (format: ExportFormat): ReactElement => (
    <Button
      iconName="download"
      loading={running === format}
      disabled={running !== undefined}
      onClick={() => void save(format)}
    >
      {text.exchange[format]}
    </Button>
  );
  return (
    <Section title={text.exchange.exportTitle} description={text.exchange.exportText}>
      <SpaceBetween size="s">
        {failure !== undefined && <Failure error={failure} />}
        <SpaceBetween direction="horizontal" size="xs">
          {button('json')}
          {button('xml')}
        </SpaceBetween>
      </SpaceBetween>
    </Section>
  );
}

function download(name: string, type: string, contents: string): void {
  const url = URL.createObjectURL(new Blob([contents], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
