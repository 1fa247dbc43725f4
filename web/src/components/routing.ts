import { useSyncExternalStore } from 'react';

const moved = 'alertsim:moved';

/** Goes to another view without loading the page anew. */
export function navigate(to: string, { replace = false } = {}): void {
  if (to === window.location.pathname + window.location.search) return;
  window.history[replace ? 'replaceState' : 'pushState'](null, '', to);
  window.dispatchEvent(new Event(moved));
  if (!replace) window.scrollTo(0, 0);
}

/** The address of the view: path and query. */
export function useAddress(): URL {
  const href = useSyncExternalStore(subscribe, () => window.location.href);
  return new URL(href);
}

function subscribe(listener: () => void) {
  window.addEventListener('popstate', listener);
  window.addEventListener(moved, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(moved, listener);
  };
}

interface FollowEvent {
  detail: { href?: string; target?: string };
  preventDefault: () => void;
}

/** Lets a Cloudscape link or button go to its href within the page. */
export function follow(event: FollowEvent): void {
  const { href, target } = event.detail;
  if (href === undefined || target === '_blank') return;
  event.preventDefault();
  navigate(href);
}

export const addresses = {
  home: '/',
  /** The way into a session. */
  session: '/session',
  configure: '/new',
  /** The form with the settings of an earlier simulation. */
  configureLike: (id: string) => `/new?like=${encodeURIComponent(id)}`,
  /** The form with what a study varies, or with the settings of one of its points. */
  configureStudy: (id: string, point?: number) =>
    `/new?study=${encodeURIComponent(id)}${point === undefined ? '' : `&point=${point}`}`,
  /** The form with its part of what varies open. */
  configureVarying: '/new?vary',
  /** Settings from a log of what was sent. */
  fit: '/fit',
  history: '/history',
  compare: '/compare',
  compareThese: (ids: readonly string[]) => `/compare?ids=${ids.map(encodeURIComponent).join(',')}`,
  simulation: (id: string) => `/simulations/${encodeURIComponent(id)}`,
  studies: '/studies',
  study: (id: string) => `/studies/${encodeURIComponent(id)}`,
};

/** The id of the simulation that a path is of, if it is of one. */
export function simulationAt(pathname: string): string | undefined {
  return idIn(/^\/simulations\/([^/]+)$/, pathname);
}

/** The id of the study that a path is of, if it is of one. */
export function studyAt(pathname: string): string | undefined {
  return idIn(/^\/studies\/([^/]+)$/, pathname);
}

function idIn(pattern: RegExp, pathname: string): string | undefined {
  const id = pattern.exec(pathname)?.[1];
  try {
    return id && decodeURIComponent(id);
  } catch {
    return id; // no address of ours: there is no such thing
  }
}
