import { useState } from 'react';

/** How much was made at a time on this machine's clock, as the server's may be another. */
interface Seen {
  share: number;
  at: number;
}

/** Seconds that a study takes on, by the pace since this page first saw it; nothing before there is one. */
export function useLeft(share: number, at: number): number | undefined {
  const [first, setFirst] = useState<Seen>({ share, at });
  const [last, setLast] = useState<Seen>({ share, at });
  if (share < last.share) setFirst({ share, at }); // it is another one
  if (share !== last.share) setLast({ share, at });
  return leftOf(first, last);
}

/** Seconds left by the pace between two looks. */
export function leftOf(first: Seen, last: Seen): number | undefined {
  const made = last.share - first.share;
  if (made <= 0 || last.at <= first.at) return undefined;
  return ((1 - last.share) * (last.at - first.at)) / made / 1000;
}
