/** A log as far as it was read, in the browser. */
export interface LogStart {
  header: string[];
  rows: string[][];
  /** Whether these are all rows of the file. */
  whole: boolean;
}

/** So much of a file is looked at before it is sent: some thousand rows. */
const startBytes = 512 * 1024;

/** Reads the first rows of a log; fails with what is wrong with the file, in words. */
export async function readStart(file: Blob): Promise<LogStart> {
  const bytes = new Uint8Array(await file.slice(0, startBytes).arrayBuffer());
  const wrong = noTable(bytes);
  if (wrong) throw new Error(wrong);
  const whole = bytes.length === file.size;
  let text = new TextDecoder().decode(bytes);
  if (!whole) text = text.slice(0, text.lastIndexOf('\n') + 1);
  const [header, ...rows] = rowsOf(text);
  if (!header) throw new Error('The file is empty.');
  if (header.some((name) => name.includes('\uFFFD'))) {
    throw new Error('The first line is not UTF-8; save the file as UTF-8.');
  }
  if (rows.length === 0) throw new Error('The file has the names of columns and no rows.');
  return { header, rows, whole };
}

const marks: readonly [number[], string][] = [
  [[0xff, 0xfe], 'is UTF-16; save it as UTF-8'],
  [[0xfe, 0xff], 'is UTF-16; save it as UTF-8'],
  [[0x1f, 0x8b], 'is compressed; unpack it first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'is compressed; unpack it first'],
  [[0x50, 0x4b, 0x03, 0x04], 'is a workbook or an archive; save the sheet as CSV'],
];

function noTable(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'The file is empty.';
  const mark = marks.find(([mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (mark) return `The file ${mark[1]}.`;
  if (bytes.subarray(0, 4096).includes(0)) return 'The file is no text.';
  if (bytes[0] === 0x7b || bytes[0] === 0x5b) {
    return 'The file is JSON; a table is read, with the names of its columns in the first line.';
  }
  return undefined;
}

/** The rows of a table, each with the fields of its own; empty lines are none. */
export function rowsOf(text: string): string[][] {
  const start = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(start);
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endRow = () => {
    row.push(field.trim());
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    field = '';
  };
  for (let i = 0; i < start.length; i++) {
    const c = start.charAt(i);
    if (c === '"') {
      if (quoted && start.charAt(i + 1) === '"') {
        field += c;
        i++;
      } else if (quoted || field.trim() === '') quoted = !quoted;
      else field += c;
    } else if (c === separator && !quoted) {
      row.push(field.trim());
      field = '';
    } else if (c === '\n' && !quoted) endRow();
    else if (c !== '\r' || quoted) field += c;
  }
  if (field !== '' || row.length > 0) endRow();
  return rows;
}

/** A comma, or what the first line has more of. */
function separatorOf(text: string): string {
  const first = /^[^\n]*/.exec(text.trimStart())?.[0] ?? '';
  const count = (c: string) => first.split(c).length;
  return [';', '\t'].reduce((best, c) => (count(c) > count(best) ? c : best), ',');
}
