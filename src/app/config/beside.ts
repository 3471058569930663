import type { AnyRule } from '#engine/any-rule';
import { loadConfig } from './load.ts';
import { documentOf } from './policy-half.ts';

/** A file that lies beside the code of a function. */
export interface Beside {
  readonly file: 'policy.json' | 'shoalwatch.json' | 'desk.json';
  readonly text: string;
}

/**
 * What is deployed with a function: whoever judges gets the policy half of the config ready to be used, whoever speaks with
 * people that and the config, and everybody else the config as it is. Throws a config error where it is none.
 */
export function besideOf(name: string, config: unknown, rules: readonly AnyRule[]): Beside {
  const text = JSON.stringify(config);
  if (!judging.has(name) && !telling.has(name)) return { file: 'shoalwatch.json', text };
  const document = documentOf(loadConfig(text, 'shoalwatch.json', rules), text, rules);
  if (telling.has(name)) return { file: 'desk.json', text: JSON.stringify({ config, policy: document }) };
  return { file: 'policy.json', text: JSON.stringify(document) };
}

const judging: ReadonlySet<string> = new Set(['evaluate', 'judge']);
const telling: ReadonlySet<string> = new Set([
  ...['alert', 'notify', 'act', 'report'],
  ...['fix-aws', 'fix-azure', 'fix-gcp', 'fix-tend'],
]);
