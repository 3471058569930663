import { readFile } from 'node:fs/promises';
import { loadConfig } from '#app/config/load';
import type { Config } from '#app/config/schema';
import { rules } from '#rules/catalog.gen';

/** The config of a file. Throws a ShoalwatchError that names the line that is wrong. */
export async function configAt(path: string): Promise<Config> {
  return loadConfig(await readFile(path, 'utf8'), path, rules);
}
