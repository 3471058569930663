import type { ComponentLists } from './components.ts';
import type { Severity } from './verdict.ts';
import type { Waiver } from './waiver.ts';

/** The live settings of one rule. */
export interface RuleSetting {
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** The live settings. Versioned; `version` is null for defaults and for a file that was never activated. */
export interface Policy {
  readonly version: number | null;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly components: ComponentLists;
  readonly waivers: readonly Waiver[];
}

/** The policy when nobody has said anything. */
export const defaultPolicy: Policy = {
  version: null,
  rules: {},
  components: { allow: {}, deny: {} },
  waivers: [],
};
