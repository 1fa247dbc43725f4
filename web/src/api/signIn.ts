import type { User, UserManager } from 'oidc-client-ts';
import { useSyncExternalStore } from 'react';
import { parsed } from './json';

/** Where somebody signs in, as a gateway in front of the API tells whoever it refuses (OpenID Connect). */
interface SignIn {
  issuer: string;
  clientId: string;
  /** The sign-in pages, as https://alerts.auth.eu-central-1.amazoncognito.com. */
  pages: string;
}

/** The header of the identity; Authorization is the session's. */
export const identityHeader = 'X-Identity';

const key = 'alertsim.signIn';
const listeners = new Set<() => void>();
let refused = false; // the gateway has asked for an identity since the last one was had
let manager: Promise<UserManager> | undefined;

/** What is known of signing in here: nothing where the API asks for none, which is the rule. */
function known(): SignIn | undefined {
  return signInOf(parsed(localStorage.getItem(key)));
}

/** The identity that calls are made with; null where nobody has signed in. */
export async function identity(): Promise<string | null> {
  const user = await signedIn();
  return user?.id_token ?? null;
}

async function signedIn(): Promise<User | null> {
  const at = known();
  if (at === undefined) return null;
  const users = await usersOf(at);
  const user = await users.getUser();
  if (!user?.expired) return user;
  // The page slept longer than the identity lasts: it is renewed, or somebody has to sign in again.
  return user.refresh_token === undefined ? null : users.signinSilent().catch(() => null);
}

/** Notes that a gateway has refused a call; reports whether that is what the answer says. */
export function askedToSignIn(body: unknown): boolean {
  const at = signInOf(isRecord(body) ? body.signIn : undefined);
  if (at === undefined) return false;
  if (localStorage.getItem(key) !== JSON.stringify(at)) {
    localStorage.setItem(key, JSON.stringify(at));
    manager = undefined;
  }
  tell(true);
  return true;
}

/** Whether somebody has to sign in before anything can be asked for. */
export function useMustSignIn(): boolean {
  return useSyncExternalStore(onChange, () => refused);
}

/** Leaves for the sign-in pages, which lead back to the address that is shown now. */
export async function signIn(): Promise<void> {
  const at = known();
  if (at === undefined) return;
  const users = await usersOf(at);
  await users.signinRedirect({ state: window.location.pathname + window.location.search });
}

/** Whether the page was loaded by the sign-in pages, which have an answer for it. */
export function comesFromSignIn(): boolean {
  const { pathname, searchParams } = new URL(window.location.href);
  return (
    pathname === '/' &&
    searchParams.has('state') &&
    (searchParams.has('code') || searchParams.has('error')) &&
    known() !== undefined
  );
}

/** Takes the answer of the sign-in pages and goes back to where it was asked for. */
export async function finishSignIn(): Promise<void> {
  const at = known();
  if (at === undefined) return;
  let back: unknown = '/';
  try {
    back = (await (await usersOf(at)).signinRedirectCallback()).state;
  } finally {
    // An answer counts once: a reload must not send it again.
    window.history.replaceState(null, '', typeof back === 'string' ? back : '/');
  }
  tell(false);
}

/** Whether this is an installation in which people sign in, and so may sign out. */
export function canSignOut(): boolean {
  return known() !== undefined;
}

/** Forgets who is there, here and at the sign-in pages. The session goes on. */
export async function signOut(): Promise<void> {
  const at = known();
  if (at === undefined) return;
  await (await usersOf(at)).removeUser();
  // Cognito's own way; its pages have no end_session_endpoint.
  const query = new URLSearchParams({ client_id: at.clientId, logout_uri: `${window.location.origin}/` });
  window.location.assign(`${at.pages}/logout?${query.toString()}`);
}

function usersOf(at: SignIn): Promise<UserManager> {
  manager ??= import('oidc-client-ts').then(({ UserManager, WebStorageStateStore }) => {
    const here = `${window.location.origin}/`;
    return new UserManager({
      authority: at.issuer,
      client_id: at.clientId,
      redirect_uri: here,
      post_logout_redirect_uri: here,
      scope: 'openid',
      automaticSilentRenew: true,
      userStore: new WebStorageStateStore({ store: window.localStorage }),
      // Told, not asked for: pages may connect to the sign-in pages only.
      metadata: {
        issuer: at.issuer,
        authorization_endpoint: `${at.pages}/oauth2/authorize`,
        token_endpoint: `${at.pages}/oauth2/token`,
      },
    });
  });
  return manager;
}

function signInOf(value: unknown): SignIn | undefined {
  if (!isRecord(value)) return undefined;
  const { issuer, clientId, pages } = value;
  return typeof issuer === 'string' && typeof clientId === 'string' && typeof pages === 'string'
    ? { issuer, clientId, pages }
    : undefined;
}

function tell(value: boolean) {
  if (refused === value) return;
  refused = value;
  listeners.forEach((listener) => listener());
}

function onChange(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
