import type { Limits } from '@/api/types';

/**
 * Places in settings, as senderGroups[sms].senders, and putting values there: by the rules of the server
 * (internal/settings/place.go), both held by one table of cases.
 */
interface Part {
  name: string;
  /** Of the list of this name: its own name, or its number from 0. */
  element?: string;
}

type Node = Record<string, unknown>;

/** The parts of a place; nothing if it is none. */
function partsOf(place: string): Part[] | undefined {
  const parts: Part[] = [];
  for (let rest = place; ;) {
    const [all, name, bracket] = /^([^.[]+)(\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\])?/.exec(rest) ?? [];
    if (all === undefined || name === undefined) return undefined;
    parts.push(bracket === undefined ? { name } : { name, element: elementOf(bracket) });
    rest = rest.slice(all.length);
    if (rest === '') return parts;
    if (!rest.startsWith('.')) return undefined;
    rest = rest.slice(1);
  }
}

/** A name may hold any character, and is quoted then. */
function elementOf(bracket: string): string {
  const inside = bracket.slice(1, -1);
  return inside.startsWith('"') ? (JSON.parse(inside) as string) : inside;
}

/** The path by which a place is listed: senderGroups[sms].senders is senderGroups[].senders. */
export function fieldOfPlace(place: string): string {
  return (partsOf(place) ?? [])
    .map(({ name, element }) => (element === undefined ? name : `${name}[]`))
    .join('.');
}

/**
 * A copy of the settings with the value of a place. Objects on the way to it that are not there are made, and so is the
 * first element of a list that is not there at all. Fails if an element is not there.
 */
export function put(limits: Limits, settings: Node, place: string, value: unknown): Node {
  const parts = partsOf(place);
  if (!parts) throw new Error(`“${place}” is no place in the settings.`);
  const out = structuredClone(settings);
  let at = out;
  parts.forEach(({ name, element }, index) => {
    const last = index === parts.length - 1;
    if (element === undefined) {
      if (last) at[name] = structuredClone(value);
      else at = at[name] = isNode(at[name]) ? at[name] : {};
      return;
    }
    const list = (at[name] ??= [{}]) as unknown[];
    const i = indexIn(limits, list, name, element, place);
    if (last) list[i] = structuredClone(value);
    else {
      const next = isNode(list[i]) ? list[i] : {};
      list[i] = next;
      at = next;
    }
  });
  return out;
}

function indexIn(limits: Limits, list: unknown[], name: string, element: string, place: string): number {
  const names = list.map((one) => nameOf(limits, name, one));
  const called = element === '' ? -1 : names.indexOf(element);
  if (called >= 0 && names.includes(element, called + 1)) {
    throw new Error(`“${place}”: several of ${name} are called “${element}”.`);
  }
  const i = called >= 0 ? called : /^\d+$/.test(element) ? Number(element) : -1;
  if (i < 0 || i >= list.length) throw new Error(`“${place}”: ${name} has no “${element}”.`);
  return i;
}

/** The name of a list's element: its own, or the one that it has by default. */
function nameOf(limits: Limits, list: string, element: unknown): string {
  if (!isNode(element)) return '';
  const name =
    'name' in element ? element.name : limits.fields.find(({ path }) => path === `${list}[].name`)?.default;
  return typeof name === 'string' ? name : '';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
