/** What the fields are called in the form, by their path in the settings. */
const labels: Record<string, string> = {
  name: 'Name',
  text: 'Text',
  messages: 'Messages',
  seed: 'Random seed',
  senderGroups: 'Sender groups',
  'senderGroups[]': 'Sender group',
  'senderGroups[].name': 'Group name',
  'senderGroups[].senders': 'Senders',
  'senderGroups[].sendTime': 'Send time',
  'senderGroups[].sendTime.distribution': 'Distribution of the send time',
  'senderGroups[].sendTime.mean': 'Mean send time',
  'senderGroups[].sendTime.standardDeviation': 'Standard deviation',
  'senderGroups[].sendTime.minimum': 'Shortest send time',
  'senderGroups[].sendTime.maximum': 'Longest send time',
  'senderGroups[].sendTime.percentiles': 'Measured send times',
  'senderGroups[].sendTime.percentiles[].share': 'Share of attempts',
  'senderGroups[].sendTime.percentiles[].seconds': 'Send time',
  'senderGroups[].failureRate': 'Failure rate',
  'senderGroups[].permanentShare': 'Permanent failures',
  'senderGroups[].ratePerSecond': 'Rate limit',
  'senderGroups[].rateUnit': 'The rate limit counts',
  retry: 'Retry',
  'retry.maxAttempts': 'Attempts',
  'retry.initialBackoff': 'First backoff',
  'retry.multiplier': 'Backoff multiplier',
  'retry.maxBackoff': 'Longest backoff',
  'retry.jitter': 'Jitter',
  timeToLive: 'Time-to-live',
  mode: 'Mode',
  speed: 'Speed',
  monitoringInterval: 'Monitoring interval',
  autoStart: 'Start automatically',
  objectives: 'Objectives',
  'objectives[].share': 'Share delivered',
  'objectives[].within': 'Within',
};

export function labelOf(path: string): string {
  const pattern = path.replace(/\.\d+/g, '[]').replace(/\[\d+\]/g, '[]');
  return labels[pattern] ?? path;
}

/** Choices in words; a choice that is not here stands as the server names it. */
export const choices: Record<string, { label: string; description?: string }> = {
  normal: { label: 'Normal', description: 'Around a mean, cut off at 0' },
  lognormal: { label: 'Lognormal', description: 'Skewed: mostly quick, a long tail' },
  exponential: { label: 'Exponential', description: 'Often quick, sometimes very long' },
  uniform: { label: 'Uniform', description: 'Anything between two bounds' },
  constant: { label: 'Constant', description: 'Always the same' },
  empirical: { label: 'Empirical', description: 'Your own measured percentiles' },
  parts: { label: 'Parts of the text', description: 'As for SMS' },
  messages: { label: 'Whole messages', description: 'As for e-mail' },
  live: { label: 'Live', description: 'Runs against the clock on the wall, times the speed' },
  instant: { label: 'Instant', description: 'The whole answer as fast as the processor allows' },
};
