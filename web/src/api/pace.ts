/** With fewer messages, what a forecast takes is not the messages. */
const minMeasuredMessages = 1_000_000;

let secondsPerMessage: number | undefined;

/** Remembers how long the server took for a forecast. */
export function notePace(messages: number, seconds: number) {
  if (messages >= minMeasuredMessages) secondsPerMessage = seconds / messages;
}

/** About how long a forecast of so many messages will take; nothing while nobody knows. */
export function expectedSeconds(messages: number): number | undefined {
  return secondsPerMessage === undefined ? undefined : secondsPerMessage * messages;
}
