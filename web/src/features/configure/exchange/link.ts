import { addresses } from '@/components/routing';
import { decode, encode } from './code';

const mark = '#settings=';

/** The address of a form that is filled in with these settings. It says all itself; the server is not asked. */
export async function linkTo(settings: unknown): Promise<string> {
  return `${window.location.origin}${addresses.configure}${mark}${await encode(settings)}`;
}

/** The packed settings of an address. */
export function codeIn({ hash }: URL): string | undefined {
  return hash.startsWith(mark) ? hash.slice(mark.length) : undefined;
}

/** The settings of a link; nothing if it is broken. */
export async function settingsIn(code: string): Promise<Record<string, unknown> | undefined> {
  const value = await decode(code).catch(() => undefined);
  return isRecord(value) ? value : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
