// Characters of the GSM 7-bit default alphabet and its extension, of which each
// takes two places, an escape and itself (3GPP TS 23.038, section 6.2.1).
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

interface TextParts {
  /** How many parts the text is sent in by SMS, at least 1. */
  parts: number;
  /** The first character outside the GSM alphabet: it makes parts of 70 places instead of 160. */
  foreign: string | undefined;
}

/** The rule by which the server counts the parts of a text (internal/settings/text.go). */
export function textParts(text: string): TextParts {
  const characters = Array.from(text);
  const foreign = characters.find((character) => gsmPlaces(character) === undefined);
  const parts =
    foreign === undefined
      ? pack(characters, (character) => gsmPlaces(character) ?? 0, 160, 153)
      : pack(characters, (character) => character.length, 70, 67);
  return { parts, foreign };
}

/** Fills parts in order. A character of two places is never cut: where one is left, it begins the next part. */
function pack(
  characters: readonly string[],
  places: (character: string) => number,
  single: number,
  several: number,
): number {
  let [all, parts, free] = [0, 1, several];
  for (const character of characters) {
    const needed = places(character);
    all += needed;
    if (needed > free) [parts, free] = [parts + 1, several];
    free -= needed;
  }
  return all <= single ? 1 : parts;
}

function gsmPlaces(character: string): number | undefined {
  if (basic.has(character)) return 1;
  return extended.has(character) ? 2 : undefined;
}
