/** Settings on their way from one view to the form. */
let handed: object | undefined;

export function handOver(settings: object): void {
  handed = settings;
}

/** The settings that were handed over, once. */
export function takeHanded(): object | undefined {
  const settings = handed;
  handed = undefined;
  return settings;
}
