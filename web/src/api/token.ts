import { useSyncExternalStore } from 'react';

/** Why a token went away. */
export type Leaving = 'reset' | 'ended' | 'left';

const key = 'alertsim.token';
/** Tells the other tabs of the browser that the session goes on without them. */
const leftKey = 'alertsim.left';
const listeners = new Set<(why: Leaving | undefined) => void>();

/**
 * The session token. It is in the local storage, so that a reload and every
 * tab of the browser are in the same session.
 */
export function currentToken(): string | null {
  return localStorage.getItem(key);
}

export function keepToken(token: string): void {
  localStorage.removeItem(leftKey);
  localStorage.setItem(key, token);
  tell(undefined);
}

/** Forgets a token, unless another one has taken its place. */
export function dropToken(token: string | null, why: Leaving): void {
  if (token === null || currentToken() !== token) return;
  if (why === 'left') localStorage.setItem(leftKey, 'yes');
  localStorage.removeItem(key);
  tell(why);
}

export function onTokenChange(listener: (why: Leaving | undefined) => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key === key || event.key === null)
      listener(currentToken() === null ? awayBecause() : undefined);
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
}

export function useToken(): string | null {
  return useSyncExternalStore(onTokenChange, currentToken);
}

function awayBecause(): Leaving {
  return localStorage.getItem(leftKey) === null ? 'ended' : 'left';
}

function tell(why: Leaving | undefined) {
  listeners.forEach((listener) => listener(why));
}
