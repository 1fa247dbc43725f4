import type { Page, Route } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures';

test.slow();

// Where an installation asks its users to sign in, a gateway stands in front of the API, and sign-in pages elsewhere.
// Both are played here; the browser, the page and its library are real.
const pages = 'https://alerts.auth.example';
const signIn = { issuer: 'https://issuer.example/pool', clientId: 'client-1', pages };

function identityFor(seconds: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: signIn.issuer, aud: signIn.clientId, sub: 'somebody', iat: now, exp: now + seconds };
  return `${part({ alg: 'none' })}.${part(claims)}.x`;
}

async function guard(page: Page) {
  const issued = new Set<string>();
  const asked: URLSearchParams[] = [];
  const refused: string[] = [];
  // The pages' policy lets them connect to the sign-in pages too, as the stack says it.
  await page.route(/^http:\/\/[^/]+\/(\?.*)?$/, async (route) => {
    const response = await route.fetch();
    const policy = response.headers()['content-security-policy'] ?? '';
    await route.fulfill({
      response,
      headers: {
        ...response.headers(),
        'content-security-policy': policy.replace("connect-src 'self'", `connect-src 'self' ${pages}`),
      },
    });
  });
  await page.route('**/api/**', (route) => {
    const request = route.request();
    if (issued.has(request.headers()['x-identity'] ?? '')) return route.continue();
    refused.push(`${request.method()} ${new URL(request.url()).pathname}`);
    return answerJSON(route, 401, { title: 'Unauthorized', status: 401, detail: 'Sign in first.', signIn });
  });
  await page.route(`${pages}/oauth2/authorize*`, (route) => {
    const query = new URL(route.request().url()).searchParams;
    asked.push(query);
    const back = new URLSearchParams({ code: 'code-1', state: query.get('state') ?? '' });
    // A page that leads back: what a redirection leads to would get past the policy above.
    const address = `${query.get('redirect_uri')}?${back.toString()}`;
    return route.fulfill({
      contentType: 'text/html',
      body: `<meta http-equiv="refresh" content="0;url=${address.replaceAll('&', '&amp;')}">`,
    });
  });
  await page.route(`${pages}/oauth2/token`, (route) => {
    const body = new URLSearchParams(route.request().postData() ?? '');
    asked.push(body);
    const identity = identityFor(3600);
    issued.add(identity);
    return answerJSON(route, 200, {
      id_token: identity,
      access_token: 'x',
      token_type: 'Bearer',
      expires_in: 3600,
    });
  });
  return { asked, refused, forget: () => issued.clear() };
}

function answerJSON(route: Route, status: number, body: unknown) {
  return route.fulfill({
    status,
    headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
    body: JSON.stringify(body),
  });
}

test('who has to sign in does, and comes back to where they were', async ({ page }) => {
  const { asked, refused, forget } = await guard(page);
  await page.goto('/session');
  await page.getByRole('button', { name: 'Open session' }).click();
  const button = page.getByRole('button', { name: 'Sign in' });
  await expect(button).toBeVisible();
  await expectAccessible(page);
  await button.click();

  await page.getByRole('button', { name: 'Open session' }).click();
  await expect(page.getByRole('heading', { name: 'New simulation' })).toBeVisible();
  expect(page.url()).not.toContain('code=');
  expect(refused).toEqual(['POST /api/session']); // nothing is asked for before there is an identity
  const [authorize, token] = asked;
  expect(authorize?.get('client_id')).toBe('client-1');
  expect(authorize?.get('response_type')).toBe('code');
  expect(authorize?.get('code_challenge_method')).toBe('S256');
  expect(token?.get('code')).toBe('code-1');
  expect(token?.get('code_verifier')).toBeTruthy();

  // A reload needs no sign-in; an identity that counts no more does, and the session has gone on.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'New simulation' })).toBeVisible();
  forget();
  await page.goto('/history');
  await button.click();
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
});

test('an answer of the sign-in pages that is none is told', async ({ page }) => {
  await guard(page);
  await page.goto('/session');
  await page.getByRole('button', { name: 'Open session' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.goto('/?error=access_denied&state=nonsense');
  await expect(page.getByRole('alert')).toContainText('The sign-in was not finished');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
});
