import type { SessionInPlay } from './types';

/** One wrong field, as `body.senderGroups[0].failureRate`. */
export interface FieldProblem {
  location: string;
  message: string;
}

/** Why a call did not do what was asked, in words for the user. */
export class Problem extends Error {
  /** The HTTP status; 0 if no answer came. */
  readonly status: number;
  readonly fields: FieldProblem[];
  /** The session in play, told to whoever tries to open another one. */
  readonly session: SessionInPlay | undefined;
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    message: string,
    more: Partial<Pick<Problem, 'fields' | 'session' | 'retryAfter'>> = {},
  ) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.fields = more.fields ?? [];
    this.session = more.session;
    this.retryAfter = more.retryAfter;
  }

  /** No answer, or one that says that the server is out of order for now. */
  get unreachable(): boolean {
    return this.status === 0 || this.status >= 502;
  }
}

const unreachable = 'The server cannot be reached.';

/** Reads an answer that is no success. */
export function problemOf(response: Response, body: unknown): Problem {
  const document = isRecord(body) ? body : {};
  const detail = textOf(document.detail) ?? textOf(document.title);
  return new Problem(response.status, detail ? sentence(detail) : withoutDetail(response.status), {
    fields: fieldsOf(document.errors),
    session: sessionOf(document.session),
    retryAfter: secondsOf(response.headers.get('Retry-After')),
  });
}

/** What a failed call threw, as a problem. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, unreachable);
}

function withoutDetail(status: number): string {
  return status >= 502 ? unreachable : `The server answered ${status} and did not say why.`;
}

function fieldsOf(errors: unknown): FieldProblem[] {
  if (!Array.isArray(errors)) return [];
  return errors.filter(isRecord).map((error) => ({
    location: textOf(error.location) ?? '',
    message: textOf(error.message) ?? 'is wrong',
  }));
}

function sessionOf(value: unknown): SessionInPlay | undefined {
  return isRecord(value) && typeof value.openedAt === 'string'
    ? (value as unknown as SessionInPlay)
    : undefined;
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) ? seconds : undefined;
}

/** Gives a server's phrase a capital and a full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const end = /[.!?…]$/.test(trimmed) ? '' : '.';
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + end;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
