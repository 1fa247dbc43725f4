import list from './templates.json';

/** What an alert may begin with: settings, and the shape of their curve. The examples of the program make the list. */
export interface Template {
  title: string;
  about: string;
  settings: object;
  /** The share of all messages that is delivered, at equal distances up to the end. */
  curve: readonly number[];
}

export const templates: readonly Template[] = list;
