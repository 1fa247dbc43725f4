// Characters of the GSM 7-bit default alphabet and its extension, of which each
// takes two places (3GPP TS 23.038, section 6.2.1).
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

/** The rule by which the server counts the parts of a text (3GPP TS 23.040, section 9.2.3.24.1). */
export function textParts(text: string): TextParts {
  let places = 0;
  for (const character of text) {
    if (basic.has(character)) places++;
    else if (extended.has(character)) places += 2;
    else return { parts: divide(text.length, 70, 67), foreign: character };
  }
  return { parts: divide(places, 160, 153), foreign: undefined };
}

/** A text in several parts has room for a header in each. */
function divide(places: number, single: number, several: number): number {
  return places <= single ? 1 : Math.ceil(places / several);
}
