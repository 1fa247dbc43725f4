import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useExport, type ExportFormat } from '@/api/export';
import { asProblem } from '@/api/problem';
import type { Simulation } from '@/api/types';
import { download, fileName } from '@/components/download';

const csv = { id: 'csv', text: 'CSV', secondaryText: 'The timeline, for a spreadsheet' };
const json = { id: 'json', text: 'JSON', secondaryText: 'Everything, for a program' };
const html = { id: 'html', text: 'HTML report', secondaryText: 'One page to read and to send on' };

/** Saves timeline and summary as a file. There is a report of a completed simulation only. */
export function ExportButton({ simulation }: { simulation: Simulation }) {
  const { id, settings, state } = simulation;
  const save = useExport();
  const failed = save.error ? asProblem(save.error).message : undefined;
  return (
    <>
      <ButtonDropdown
        items={state === 'completed' ? [csv, json, html] : [csv, json]}
        loading={save.isPending}
        loadingText="Exporting"
        onItemClick={({ detail }) => {
          const format = detail.id as ExportFormat;
          save.mutate(
            { id, format },
            { onSuccess: (file) => download(file, `${fileName(settings.name)}.${format}`) },
          );
        }}
      >
        {save.isPending ? 'Exporting…' : 'Export'}
      </ButtonDropdown>
      <span role="alert">{failed && `The export did not work. ${failed}`}</span>
    </>
  );
}
