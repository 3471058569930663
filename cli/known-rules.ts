import type { AnyRule } from '#engine/any-rule';
import { rules } from '#rules/catalog.gen';
import { loadSettings } from './settings.ts';
import { standingIn } from './standing.ts';

/** The rules that ship, and those that the standing policy brings along: of the store, or of the config file. */
export const knownRules = async (store: string, config?: string): Promise<readonly AnyRule[]> =>
  (await standingIn(store, await loadSettings(config, rules))).rules;
