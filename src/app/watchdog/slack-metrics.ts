/** What one count of the way to Slack and back is. */
export interface SlackMetric {
  /** What is counted, as a sentence for the dashboard. */
  readonly counts: string;
  /** How values of one period are brought together. */
  readonly statistic: 'Maximum' | 'Sum';
}

/** Every count of the way to Slack and back, in the namespace and with the dimension of the fleet metrics. */
export const slackMetrics = {
  SlackUndelivered: {
    counts:
      'Channels that could not be told of anything for a quarter of an hour, or that refuse until a person does something: a token, an invitation.',
    statistic: 'Maximum',
  },
  SlackSent: { counts: 'Messages that were posted or edited.', statistic: 'Sum' },
  SlackRateLimited: { counts: 'Times that Slack wanted to be left alone. Nothing is lost by it.', statistic: 'Sum' },
  SlackPlainText: {
    counts: 'Messages whose layout Slack did not take: they went out as plain text, and show a defect.',
    statistic: 'Sum',
  },
  SlackRefusedActs: {
    counts: 'Acts of people who may not do what they pressed or typed.',
    statistic: 'Sum',
  },
  SlackForgedRequests: {
    counts: 'Requests that were not signed by Slack, or not for this app.',
    statistic: 'Sum',
  },
} as const satisfies Readonly<Record<string, SlackMetric>>;

export type SlackMetricName = keyof typeof slackMetrics;
