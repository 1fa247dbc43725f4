import createClient, { type Middleware } from 'openapi-fetch';
import { asProblem, problemOf } from './problem';
import type { paths } from './schema.gen';
import { takeRefusal } from './refusal';
import { identity, identityHeader } from './signIn';
import { currentToken } from './token';

/** Milliseconds after which a call counts as lost. */
const requestTimeoutMs = 20_000;
/** The same of forecasts and studies, which the server computes for up to 25 s and a gateway passes on for 29. */
const forecastTimeoutMs = 30_000;

const authorized: Middleware = {
  async onRequest({ request }) {
    const who = await identity();
    if (who !== null) request.headers.set(identityHeader, who);
    const token = currentToken();
    if (token !== null && !isForEverybody(request)) request.headers.set('Authorization', `Bearer ${token}`);
    return request;
  },
  async onResponse({ request, response }) {
    if (response.status !== 401) return;
    // An answer that breaks off, as where the page is left, says nothing of the session.
    const body = await response
      .clone()
      .text()
      .catch(() => undefined);
    if (body === undefined) return;
    takeRefusal(body, request.headers.get('Authorization')?.replace('Bearer ', '') ?? null);
  },
};

/** Reports whether a call is answered the same to everybody: a token has no business there. */
function isForEverybody(request: Request): boolean {
  return new URL(request.url).pathname.startsWith('/api/snapshots/');
}

function fetchWithPatience(request: Request): Promise<Response> {
  const long = /^\/api\/(forecast|studies)\b/.test(new URL(request.url).pathname);
  const lost = AbortSignal.timeout(long ? forecastTimeoutMs : requestTimeoutMs);
  return fetch(request, { signal: AbortSignal.any([request.signal, lost]) });
}

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: fetchWithPatience });
api.use(authorized);

interface Result<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of a success; everything else is thrown as a Problem. */
export async function answer<Data>(call: Promise<Result<Data>>): Promise<Data> {
  let result;
  try {
    result = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw asProblem(error);
  }
  if (!result.response.ok) throw problemOf(result.response, result.error);
  return result.data as Data;
}
