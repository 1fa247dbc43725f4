import type { Limits, NewSettings } from '@/api/types';
import { settingsOf } from '../form';
import type { SettingsForm } from '../formTypes';
import { textParts } from '../textParts';

/** With one seed for all forecasts, two of them differ by what was changed and not by chance. */
const luck = Math.floor(Math.random() * 2 ** 32);

/** Of the settings of a form, what a forecast depends on. */
export function forecastable(limits: Limits, form: SettingsForm): NewSettings {
  const settings = settingsOf(limits, form);
  // Where there is no text a message says the name, and a long one takes several parts.
  const said = settings.text ? '' : settings.name;
  return {
    ...settings,
    name: textParts(said).parts > 1 ? said : '',
    autoStart: false,
    seed: settings.seed ?? luck,
  };
}
