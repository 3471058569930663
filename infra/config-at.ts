import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadConfig } from '#app/config/load';
import { rules } from '#rules/catalog.gen';
import { ShoalwatchError } from '#model';
import type { ShoalwatchConfig } from './shoalwatch.ts';

const usual = 'shoalwatch.yaml';

/**
 * The config of a file; without a name that of ./shoalwatch.yaml, and undefined where there is none. Throws a
 * ShoalwatchError whose message has a line for each mistake, with its place. Its policy half is as it was written: a
 * default that was filled in would be taken for a choice, and outlive the version that it came with.
 */
export function configAt(named?: string): ShoalwatchConfig | undefined {
  const file = named ?? usual;
  if (!existsSync(file)) {
    if (named === undefined) return undefined;
    throw new ShoalwatchError('config', `${file} is not there`, { cure: 'shoalwatch init writes one' });
  }
  const text = readFileSync(file, 'utf8');
  const { policy: _, ...config } = loadConfig(text, file, rules);
  const { policy } = (parse(text, { maxAliasCount: 100 }) ?? {}) as Pick<ShoalwatchConfig, 'policy'>;
  return { ...config, ...(policy && { policy }) };
}
