import { vi } from 'vitest';

/** Lets the browser have other languages, until the test ends. */
export function speak(...languages: string[]): void {
  vi.spyOn(window.navigator, 'languages', 'get').mockReturnValue(languages);
}
