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
  | 'STACK_NAME';

const store = ['STATE_TABLE', 'LEDGER_TABLE', 'BUCKET'] as const;
const sweeping = [...store] as const;
const judging = [...store, 'WORK_TABLE'] as const;

/** The names that each function is given, and no other: the stack sets them by this list. */
export const environmentNames = {
  'sweep-aws': sweeping,
  'sweep-azure': sweeping,
  'sweep-gcp': sweeping,
  evaluate: judging,
  'on-change': [...judging, 'CHANGES_DEAD_QUEUE', 'REREAD_AWS_QUEUE', 'REREAD_AZURE_QUEUE', 'REREAD_GCP_QUEUE'],
  'reread-aws': [...judging, 'REREAD_AWS_QUEUE'],
  'reread-azure': [...judging, 'REREAD_AZURE_QUEUE'],
  'reread-gcp': [...judging, 'REREAD_GCP_QUEUE'],
  webhook: ['CHANGES_QUEUE'],
  watchdog: [...store, 'STACK_NAME'],
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
