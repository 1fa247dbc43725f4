interface Tries {
  maxAttempts?: number | undefined;
  delays?: readonly number[] | null | undefined;
}

/** What decides how often a message is tried. */
interface Tried {
  steps?: readonly { retry?: Tries | undefined }[] | null | undefined;
  cycles?: number | undefined;
  retry?: Tries | undefined;
}

/** Attempts that a message may need at most, as the server counts what several runs take. */
export function attemptsOf({ steps, cycles = 1, retry }: Tried): number {
  if (!steps || steps.length === 0) return attemptsBy(retry);
  return cycles * steps.reduce((sum, step) => sum + attemptsBy(step.retry ?? retry), 0);
}

function attemptsBy(tries: Tries | undefined): number {
  return tries?.maxAttempts ?? (tries?.delays?.length ?? 0) + 1;
}
