/**
 * How the browser's locale writes figures. The words of the console are English everywhere; the marks between digits, the
 * digits themselves, dates and times of day are those of the first of the user's languages that the browser knows.
 */
export interface Locale {
  /** For Intl. */
  tags: readonly string[];
  decimal: string;
  group: string;
  minus: string;
  /** The ten digits. */
  digits: readonly string[];
  /** Thousands of thousands are grouped by two digits, as 1,00,000. */
  lakhs: boolean;
  /** Groups whole digits as the locale does, of any length: 1234 stays 1234 in Spanish. */
  grouped: (digits: string) => string;
}

let known: { languages: string; locale: Locale } | undefined;

/** The locale as the browser has it now: somebody may change it while the page is open. */
export function currentLocale(): Locale {
  const languages = navigator.languages.join();
  if (known?.languages !== languages) known = { languages, locale: localeOf(navigator.languages) };
  return known.locale;
}

/** The locale of a list of languages; English, where they are none that a browser knows. */
function localeOf(languages: readonly string[]): Locale {
  const tags = [...languages.filter(isTag), 'en-US'];
  const whole = new Intl.NumberFormat(tags, { maximumFractionDigits: 0 });
  const parts = new Intl.NumberFormat(tags).formatToParts(-12_345_678.5);
  const part = (type: Intl.NumberFormatPartTypes) => parts.find((one) => one.type === type)?.value;
  const ungrouped = new Intl.NumberFormat(tags, { useGrouping: false });
  return {
    tags,
    decimal: part('decimal') ?? '.',
    group: part('group') ?? ',',
    minus: part('minusSign') ?? '-',
    digits: Array.from({ length: 10 }, (_, digit) => ungrouped.format(digit)),
    lakhs: parts.filter(({ type }) => type === 'integer')[1]?.value.length === 2,
    grouped: (digits) => whole.format(BigInt(digits)),
  };
}

/** Systems have names for languages that are none, as en-US@posix. */
function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}

/** A figure of plain digits as the locale writes it, with the thousands apart. */
export function writeFigure(whole: string, fraction = ''): string {
  const { grouped, decimal } = currentLocale();
  return apart(grouped(whole) + (fraction && decimal + localDigits(fraction)));
}

/** A number as somebody would type it in a field: with the locale's decimal mark and digits, nothing between thousands. */
export function typedFigure(value: number): string {
  return localDigits(String(value).replace('.', currentLocale().decimal));
}

function localDigits(text: string): string {
  const { digits } = currentLocale();
  return text.replaceAll(/\d/g, (digit) => digits[Number(digit)] ?? digit);
}

/** Arabic digits with nothing but marks between them would change places in an English sentence. */
function apart(figure: string): string {
  return /[\u0660-\u0669\u06f0-\u06f9]$/.test(figure) ? `${figure}\u200e` : figure;
}
