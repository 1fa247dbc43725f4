const lineEnds = /\r\n|[\r\u0085\u2028\u2029]/g;

/**
 * The server's rule for names and texts (internal/settings/plaintext.go), by one table of cases: every kind of line end
 * is one line feed and a tab a space; other control characters, characters that change the direction of others, and those
 * that stand for lost ones are refused.
 */
export function plainText(given: string, lines: boolean): { text: string; wrong: string | undefined } {
  const text = given.replace(lineEnds, '\n').replaceAll('\t', ' ');
  let place = 0;
  for (const character of text) {
    place++;
    const wrong = fault(character, place, lines);
    if (wrong) return { text, wrong };
  }
  return { text, wrong: undefined };
}

function fault(character: string, place: number, lines: boolean): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const named = `character ${place} is U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (character === '\n') return lines ? undefined : `must be one line (character ${place} ends it)`;
  if (/\p{Cc}/u.test(character)) return `must not hold control characters (${named})`;
  if (/[\u202a-\u202e\u2066-\u2069]/.test(character)) {
    return `must not hold what changes the direction of other characters (${named})`;
  }
  if (/\p{Cs}/u.test(character)) return `must not hold half of a character (${named})`;
  if (character === '\ufffd') {
    return `holds U+FFFD, which stands for a character that was lost on the way (character ${place}); write it again`;
  }
  return undefined;
}
