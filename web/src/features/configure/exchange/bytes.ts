/** The text of a file, or why it has none: reading it as something else would change what it says. */
export function textOfBytes(bytes: Uint8Array): { text: string } | { wrong: string } {
  const other = otherEncoding(bytes);
  if (other) return { wrong: `The file is in ${other}; save it as UTF-8.` };
  const text = decoded(bytes);
  if (text !== undefined) return { text };
  const line = firstUndecodableLine(bytes);
  return { wrong: `Line ${line} is not UTF-8; save the file as UTF-8.` };
}

/** Takes a byte order mark of UTF-8 off. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function otherEncoding([a, b, c, d]: Uint8Array): string | undefined {
  const is = (...mark: number[]) => [a, b, c, d].slice(0, mark.length).every((byte, i) => byte === mark[i]);
  if (is(0xff, 0xfe, 0, 0) || is(0, 0, 0xfe, 0xff)) return 'UTF-32';
  // The second without a mark: its first character is ASCII, in two bytes.
  if (is(0xff, 0xfe) || is(0xfe, 0xff) || (b !== undefined && (a === 0) !== (b === 0))) return 'UTF-16';
  return undefined;
}

/** No character of UTF-8 but the line feed itself has the byte of one. */
function firstUndecodableLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const rest = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (decoded(rest) === undefined || end < 0) return line;
    start = end + 1;
  }
  return line;
}
