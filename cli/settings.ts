import { readFile } from 'node:fs/promises';
import { loadConfig, policyOf } from '#app/config/load';
import { documentOf, policyHalf } from '#app/config/policy-half';
import { reportsIn } from '#app/config/reports';
import type { Config } from '#app/config/schema';
import type { AnyRule } from '#engine/any-rule';
import { ShoalwatchError, type Policy, type PolicyText } from '#model';
import { frameworks } from '#rules/frameworks.gen';
import { fileFailure } from './file-failure.ts';

const usual = 'shoalwatch.yaml';

/** What a run is told by its config file, and the policy half of it. */
export interface Settings extends PolicyText {
  readonly config: Config;
  /** What the file alone says; once a version is active in the store, that one counts. */
  readonly policy: Policy;
  /** The file that was read; absent where the defaults stand. */
  readonly file?: string;
}

/** The config file, or the defaults where none was named and none lies here. */
export async function loadSettings(named: string | undefined, rules: readonly AnyRule[]): Promise<Settings> {
  const file = named ?? usual;
  const text = await read(file, named !== undefined);
  if (text === undefined) return settingsOf({ version: 1 }, 'version: 1\n', rules);
  const config = loadConfig(text, file, rules);
  reportsIn(config, frameworks);
  return { ...settingsOf(config, text, rules), file };
}

const settingsOf = (config: Config, text: string, rules: readonly AnyRule[]): Settings => ({
  ...{ config, policy: policyOf(config) },
  ...{ document: documentOf(config, text, rules), source: policyHalf(text) },
});

async function read(file: string, named: boolean): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (!named && cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ShoalwatchError('config', fileFailure(cause)?.message ?? `${file} cannot be read: ${why}`, {
      cure: 'shoalwatch init writes one',
      cause,
    });
  }
}
