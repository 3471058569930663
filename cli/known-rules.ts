import type { AnyRule } from '#engine/any-rule';
import { rules } from '#rules/catalog.gen';
import type { Place } from './place.ts';
import { loadSettings } from './settings.ts';
import { standingIn } from './standing.ts';

/** The rules that ship, and those that the standing policy brings along: of the store, or of the config file. */
export const knownRules = async (place: Place, config?: string): Promise<readonly AnyRule[]> =>
  (await standingIn(place, await loadSettings(config, rules))).rules;
