import { ShoalwatchError } from '#model';

/** What a function is told of the stack: names of tables and the bucket, urls of queues, its own name. */
export type EnvironmentName =
  | 'STATE_TABLE'
  | 'LEDGER_TABLE'
  | 'WORK_TABLE'
  | 'BUCKET'
  | 'CHANGES_QUEUE'
  | 'CHANGES_DEAD_QUEUE'
  | 'REREAD_AWS_QUEUE'
  | 'REREAD_AZURE_QUEUE'
  | 'REREAD_GCP_QUEUE'
  | 'JUDGE_QUEUE'
  | 'CARDS_QUEUE'
  | 'CLICKS_QUEUE'
  | 'FINDINGS_BUS'
  | 'FALLBACK_TOPIC'
  | 'SLACK_TOKEN_SECRET'
  | 'SLACK_SIGNING_SECRET'
  | 'SWEEP_MACHINE'
  | 'FIX_MACHINE'
  | 'FIX_CLOUDS'
  | 'REMEDIATOR_ROLE'
  | 'STACK_NAME';

const store = ['STATE_TABLE', 'LEDGER_TABLE', 'BUCKET'] as const;
const sweeping = [...store] as const;
const working = [...store, 'WORK_TABLE'] as const;
const judge = 'JUDGE_QUEUE' as const;
const fixing = [...store, 'SLACK_TOKEN_SECRET', 'REMEDIATOR_ROLE'] as const;
const driving = ['FIX_MACHINE', 'FIX_CLOUDS'] as const;

/** The names that each function is given, and no other: the stack sets them by this list. */
export const environmentNames = {
  'sweep-aws': sweeping,
  'sweep-azure': sweeping,
  'sweep-gcp': sweeping,
  evaluate: working,
  'on-change': [...working, 'CHANGES_DEAD_QUEUE', 'REREAD_AWS_QUEUE', 'REREAD_AZURE_QUEUE', 'REREAD_GCP_QUEUE', judge],
  'reread-aws': [...working, 'REREAD_AWS_QUEUE', judge],
  'reread-azure': [...working, 'REREAD_AZURE_QUEUE', judge],
  'reread-gcp': [...working, 'REREAD_GCP_QUEUE', judge],
  judge: [...working, judge],
  webhook: ['CHANGES_QUEUE'],
  watchdog: [...store, 'STACK_NAME'],
  prune: working,
  report: store,
  alert: [...store, 'FINDINGS_BUS', 'CARDS_QUEUE'],
  notify: [...store, 'CARDS_QUEUE', 'FALLBACK_TOPIC', 'SLACK_TOKEN_SECRET', 'STACK_NAME'],
  slack: ['CLICKS_QUEUE', 'SLACK_SIGNING_SECRET', 'SLACK_TOKEN_SECRET', 'STACK_NAME'],
  act: [...working, 'CARDS_QUEUE', 'SLACK_TOKEN_SECRET', 'SWEEP_MACHINE', ...driving, 'STACK_NAME'],
  'fix-aws': fixing,
  'fix-azure': fixing,
  'fix-gcp': fixing,
  'fix-tend': [...fixing, ...driving, 'STACK_NAME'],
} as const satisfies Readonly<Record<string, readonly EnvironmentName[]>>;

/** The functions of the stack. */
export type FunctionName = keyof typeof environmentNames;

/** Reads what a function needs. Throws a config error that names everything that is missing. */
export function environmentOf<N extends EnvironmentName>(
  names: readonly N[],
  given: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<N, string>> {
  const missing = names.filter((name) => (given[name] ?? '') === '');
  if (missing.length > 0) {
    throw new ShoalwatchError('config', `the function is not told ${missing.join(', ')} in its environment`, {
      cure: 'deploy the stack again: it sets them',
    });
  }
  return Object.fromEntries(names.map((name) => [name, given[name] ?? ''])) as Record<N, string>;
}
