import { readFile } from 'node:fs/promises';
import { loadConfig, policyOf } from '#app/config/load';
import type { Config } from '#app/config/schema';
import type { AnyRule } from '#engine/any-rule';
import { ShoalwatchError, type Policy } from '#model';

const usual = 'shoalwatch.yaml';

/** The config file, or the defaults where none was named and none lies here. */
export async function loadSettings(
  file: string | undefined,
  rules: readonly AnyRule[],
): Promise<{ config: Config; policy: Policy }> {
  const text = await read(file ?? usual, file !== undefined);
  const config: Config = text === undefined ? { version: 1 } : loadConfig(text, file ?? usual, rules);
  return { config, policy: policyOf(config) };
}

async function read(file: string, named: boolean): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (!named && cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new ShoalwatchError('config', `${file} cannot be read`, { cure: 'shoalwatch init writes one', cause });
  }
}
