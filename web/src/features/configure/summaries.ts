/** The names in a list, for whoever does not open it. */
export function summaryOfNames(elements: readonly { name: string }[], none: string): string {
  return elements.map(({ name }) => name.trim() || '…').join(', ') || none;
}
