import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useExport, type ExportFormat } from '@/api/export';
import { asProblem } from '@/api/problem';
import type { Simulation } from '@/api/types';

/** Saves timeline and summary as a file. */
export function ExportButton({ simulation }: { simulation: Simulation }) {
  const { id, settings } = simulation;
  const save = useExport();
  const failed = save.error ? asProblem(save.error).message : undefined;
  return (
    <>
      <ButtonDropdown
        items={[
          { id: 'csv', text: 'CSV', secondaryText: 'The timeline, for a spreadsheet' },
          { id: 'json', text: 'JSON', secondaryText: 'Everything, for a program' },
        ]}
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

function download(file: Blob, name: string) {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

function fileName(name: string): string {
  const plain = name.toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, '-');
  return plain.replace(/^-+|-+$/g, '') || 'simulation';
}
