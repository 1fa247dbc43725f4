import type { SettingsForm } from './formTypes';
import type { NamedList } from './names';

type Place =
  | `steps.${number}.channel`
  | `senderGroups.${number}.channel`
  | `audience.${number}.channels`
  | `caps.${number}.${'groups' | 'audience'}`
  | `objectives.${number}.audience`;

type Change = [place: Place, value: string | string[]];

/**
 * What must change with a name, so that whoever named the element by its old one still does. Nothing, where another element
 * has that name, too: nobody can tell then which of them is meant.
 */
export function renamed(form: SettingsForm, list: NamedList, before: string, after: string): Change[] {
  const [old, name] = [before.trim(), after.trim()];
  if (old === name || old === '' || name === '' || form[list].some((one) => one.name.trim() === old))
    return [];
  return placesOf(form, list).flatMap(([place, value]): Change[] => {
    if (typeof value === 'string') return value === old ? [[place, name]] : [];
    return value.includes(old) ? [[place, value.map((one) => (one === old ? name : one))]] : [];
  });
}

/** Where the elements of a list are named, and by what. */
function placesOf(form: SettingsForm, list: NamedList): Change[] {
  const caps = (member: 'groups' | 'audience') =>
    form.caps.map((cap, i): Change => [`caps.${i}.${member}`, cap[member]]);
  switch (list) {
    case 'channels':
      return [
        ...form.steps.map(({ channel }, i): Change => [`steps.${i}.channel`, channel]),
        ...form.senderGroups.map(({ channel }, i): Change => [`senderGroups.${i}.channel`, channel]),
        ...form.audience.map(({ channels }, i): Change => [`audience.${i}.channels`, channels]),
      ];
    case 'senderGroups':
      return caps('groups');
    case 'audience':
      return [
        ...caps('audience'),
        ...form.objectives.map(({ audience }, i): Change => [`objectives.${i}.audience`, audience]),
      ];
  }
}
