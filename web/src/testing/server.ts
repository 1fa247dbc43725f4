import { http, HttpResponse, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import { forecast, limits } from './fixtures';

export const address = (path: string) => `http://alertsim.test/api${path}`;

/** The server that component tests talk to. What every view needs is there; each test adds its own. */
export const server = setupServer(
  http.get(address('/limits'), () => HttpResponse.json(limits)),
  http.post(address('/forecast'), () => HttpResponse.json(forecast as object)),
  http.post(address('/session'), () =>
    HttpResponse.json({ sessionId: 'session-1', token: 'token-1' }, { status: 201 }),
  ),
);

/** A problem document, as the server answers what it refuses. */
export function problem(status: number, more: Record<string, unknown> = {}): HttpResponse<JsonBodyType> {
  return HttpResponse.json<JsonBodyType>(
    { title: 'Problem', status, ...more },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  );
}

/** Lets a call wait until the test says what it answers. */
export function held<T>() {
  let release: (value: T) => void = () => undefined;
  const answer = new Promise<T>((resolve) => {
    release = resolve;
  });
  return { answer, release };
}
