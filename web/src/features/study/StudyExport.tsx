import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useStudyExport, type ExportFormat } from '@/api/export';
import { asProblem } from '@/api/problem';
import type { Study } from '@/api/types';
import { download, fileName } from '@/components/download';
import { nameOf } from './names';

const items = [
  { id: 'csv', text: 'CSV', secondaryText: 'A row a point and figure, for a spreadsheet' },
  { id: 'json', text: 'JSON', secondaryText: 'Everything, for a program' },
  { id: 'html', text: 'HTML report', secondaryText: 'One page to read and to send on' },
];

/** Saves a study as a file, as far as it is made. */
export function StudyExport({ study }: { study: Study }) {
  const save = useStudyExport();
  const failed = save.error ? asProblem(save.error).message : undefined;
  return (
    <>
      <ButtonDropdown
        items={items}
        loading={save.isPending}
        loadingText="Exporting"
        onItemClick={({ detail }) => {
          const format = detail.id as ExportFormat;
          save.mutate(
            { id: study.id, format },
            { onSuccess: (file) => download(file, `${fileName(nameOf(study))}-study.${format}`) },
          );
        }}
      >
        {save.isPending ? 'Exporting…' : 'Export'}
      </ButtonDropdown>
      <span role="alert">{failed && `The export did not work. ${failed}`}</span>
    </>
  );
}
