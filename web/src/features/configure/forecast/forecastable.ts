import type { Limits, NewSettings } from '@/api/types';
import { settingsOf, type SettingsForm } from '../form';

/** With one seed for all forecasts, two of them differ by what was changed and not by chance. */
const luck = Math.floor(Math.random() * 2 ** 32);

/** Of the settings of a form, what a forecast depends on. */
export function forecastable(limits: Limits, form: SettingsForm): NewSettings {
  const settings = settingsOf(limits, form);
  return { ...settings, name: '', autoStart: false, seed: settings.seed ?? luck };
}
