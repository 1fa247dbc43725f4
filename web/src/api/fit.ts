import { problemOf, Problem } from './problem';
import { parsed } from './json';
import { takeRefusal } from './refusal';
import { identity, identityHeader } from './signIn';
import { currentToken } from './token';
import type { FitAnswer } from './types';

/** What a log does not say itself: columns by role, and words of the status by what they mean. */
export interface FitOptions {
  columns: Readonly<Record<string, string>>;
  words: Readonly<Record<string, string>>;
  zone: string;
  name: string;
}

/** Milliseconds without an answer, once all is sent, after which a call counts as lost. */
const answerTimeoutMs = 45_000;

/** Sends a log and reads what it says of the model. Of fetch nobody learns how much is sent, hence the older way. */
export async function fitLog(
  file: Blob,
  options: FitOptions,
  { signal, onSent }: { signal: AbortSignal; onSent: (share: number) => void },
): Promise<FitAnswer> {
  const who = await identity();
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${window.location.origin}/api/forecast/fit${queryOf(options)}`);
    request.setRequestHeader('Content-Type', 'text/csv');
    const token = currentToken();
    if (token !== null) request.setRequestHeader('Authorization', `Bearer ${token}`);
    if (who !== null) request.setRequestHeader(identityHeader, who);
    let lost: ReturnType<typeof setTimeout>;
    const ended = () => {
      clearTimeout(lost);
      signal.removeEventListener('abort', leave);
    };
    const giveUp = (why: Error) => {
      ended();
      reject(why);
      request.abort();
    };
    const leave = () => giveUp(new DOMException('It was given up.', 'AbortError'));
    request.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) onSent(loaded / total);
    };
    request.upload.onload = () => {
      onSent(1);
      const late = new Problem(0, 'The server has not answered for too long.');
      lost = setTimeout(() => giveUp(late), answerTimeoutMs);
    };
    request.onload = () => {
      ended();
      if (request.status === 401) takeRefusal(request.responseText, token);
      const body = parsed(request.responseText);
      if (request.status === 200) resolve(body as FitAnswer);
      else reject(problemOf(responseOf(request), body));
    };
    request.onerror = () => {
      ended();
      reject(new Problem(0, 'The server cannot be reached.'));
    };
    signal.addEventListener('abort', leave);
    request.send(file);
  });
}

function queryOf({ columns, words, zone, name }: FitOptions): string {
  const query = new URLSearchParams(Object.entries(columns));
  for (const [word, kind] of Object.entries(words)) query.append(kind, word);
  if (zone !== '') query.set('zone', zone);
  if (name !== '') query.set('name', name);
  const text = query.toString();
  return text && `?${text}`;
}

function responseOf(request: XMLHttpRequest): Response {
  const retryAfter = request.getResponseHeader('Retry-After');
  return new Response(null, {
    status: request.status,
    headers: retryAfter === null ? {} : { 'Retry-After': retryAfter },
  });
}
