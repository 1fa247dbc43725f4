/**
 * How figures are written for people, the same as on the server (internal/words): both are held by one
 * table of cases, in English. Here the marks, the digits and dates are those of the browser's locale
 * (format/locale.ts), and what is sent and stored is free of it. Times are in seconds everywhere.
 *
 * What somebody chose is written as it was chosen: formatNumber, formatShare, formatTime. What was measured
 * or computed is rounded. Beside something that it is measured against, a figure has as many digits as
 * tell on which side it lies.
 */
export * from './format/dates';
export { currentLocale, typedFigure, type Locale } from './format/locale';
export * from './format/numbers';
export * from './format/parts';
export { formatPart, formatPortion, formatShare } from './format/shares';
export * from './format/times';
export * from './format/verdicts';
