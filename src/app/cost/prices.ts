/** Regions whose prices are kept. */
export const pricedRegions = ['eu-west-1', 'us-east-1'] as const;
export type PricedRegion = (typeof pricedRegions)[number];

/**
 * How a price is known: `published` by AWS itself, `reported` by others of a document of AWS, `assumed` where neither was
 * at hand for the region.
 */
export type Basis = 'published' | 'reported' | 'assumed';

/** What a unit of something costs in a region, in USD. No free tier and no discount is counted. */
export interface Price {
  readonly what: string;
  readonly unit: string;
  /** The price is that of so many units. */
  readonly per: number;
  readonly usd: Readonly<Record<PricedRegion, number>>;
  readonly basis: Readonly<Record<PricedRegion, Basis>>;
  /** The document that the price is of. */
  readonly source: string;
}

/** When the documents were looked at. Prices change: whoever asks is told how old they are. */
export const pricesOf = '2026-11-22';

const million = 1e6;
const pricing = (service: string): string => `https://aws.amazon.com/${service}/pricing/`;

type Known = Pick<Price, 'usd' | 'basis'>;

/** The same price in both regions. */
const same = (usd: number, here: Basis, there: Basis = 'assumed'): Known => ({
  usd: { 'eu-west-1': usd, 'us-east-1': usd },
  basis: { 'eu-west-1': there, 'us-east-1': here },
});

const two = (ireland: number, there: Basis, virginia: number, here: Basis): Known => ({
  usd: { 'eu-west-1': ireland, 'us-east-1': virginia },
  basis: { 'eu-west-1': there, 'us-east-1': here },
});

const row = (what: string, unit: string, per: number, source: string, known: Known): Price => ({
  ...{ what, unit, per, source },
  ...known,
});

const dynamo = pricing('dynamodb/on-demand');
const s3 = pricing('s3');
const lambda = pricing('lambda');
const steps = pricing('step-functions');
const watch = pricing('cloudwatch');

/**
 * The price table. On-demand requests of DynamoDB were halved in November 2024: that of Ireland is half of what was reported
 * before (USD 1.4135 and 0.283 a million).
 */
export const prices = {
  'dynamodb-write': row('DynamoDB writes', 'write units', million, dynamo, two(0.70675, 'assumed', 0.625, 'reported')),
  'dynamodb-read': row('DynamoDB reads', 'read units', million, dynamo, two(0.1415, 'assumed', 0.125, 'reported')),
  'dynamodb-storage': row('DynamoDB storage', 'GB-months', 1, dynamo, two(0.283, 'assumed', 0.25, 'reported')),
  'dynamodb-backup': row(
    'DynamoDB point-in-time recovery',
    'GB-months',
    1,
    dynamo,
    two(0.2264, 'assumed', 0.2, 'assumed'),
  ),
  's3-put': row('S3 writes', 'PUT requests', 1000, s3, same(0.005, 'reported')),
  's3-get': row('S3 reads', 'GET and HEAD requests', 1000, s3, same(0.0004, 'reported')),
  's3-storage': row('S3 storage', 'GB-months', 1, s3, same(0.023, 'reported', 'reported')),
  'lambda-request': row('Lambda calls', 'requests', million, lambda, same(0.2, 'reported')),
  'lambda-time': row('Lambda time on ARM', 'GB-seconds', 1, lambda, same(0.0000133334, 'reported')),
  'lambda-ready': row('Lambda kept ready on ARM', 'GB-seconds', 1, lambda, same(0.0000033334, 'assumed')),
  'steps-transition': row('Step Functions transitions', 'transitions', 1000, steps, same(0.025, 'published')),
  'steps-express': row('Express workflows', 'requests', million, steps, same(1, 'published')),
  'steps-express-time': row('Express workflows, their time', 'GB-seconds', 1, steps, same(0.00001667, 'reported')),
  'sqs-request': row('SQS', 'requests', million, pricing('sqs'), same(0.4, 'assumed')),
  'events-sent': row('Events sent to another bus', 'events', million, pricing('eventbridge'), same(1, 'reported')),
  'scheduler-call': row('EventBridge Scheduler', 'calls', million, pricing('eventbridge'), same(1, 'assumed')),
  'http-request': row('HTTP API', 'requests', million, pricing('api-gateway'), two(1.11, 'assumed', 1, 'assumed')),
  'kms-key': row('KMS key', 'key-months', 1, pricing('kms'), same(1, 'reported')),
  'kms-request': row('KMS requests', 'requests', 10_000, pricing('kms'), same(0.03, 'reported')),
  alarm: row('CloudWatch alarms', 'alarm-months', 1, watch, same(0.1, 'reported')),
  dashboard: row('CloudWatch dashboard', 'dashboard-months', 1, watch, same(3, 'reported')),
  metric: row('CloudWatch metrics', 'metric-months', 1, watch, same(0.3, 'reported', 'reported')),
  'log-ingest': row('Logs written', 'GB', 1, watch, two(0.57, 'reported', 0.5, 'reported')),
  'log-storage': row('Logs kept', 'GB-months', 1, watch, same(0.03, 'reported', 'reported')),
  trace: row('X-Ray traces', 'traces', million, pricing('xray'), same(5, 'reported')),
  secret: row('Secrets', 'secret-months', 1, pricing('secrets-manager'), same(0.4, 'assumed')),
  'topic-publish': row('SNS', 'publishes', million, pricing('sns'), same(0.5, 'assumed')),
} as const satisfies Readonly<Record<string, Price>>;

export type PriceId = keyof typeof prices;

/** What an amount of something costs, in USD. */
export const costOf = (id: PriceId, amount: number, region: PricedRegion): number =>
  (amount / prices[id].per) * prices[id].usd[region];
