import type { Instant } from './rule.ts';
import type { Severity } from './verdict.ts';

/** The live settings of one rule. */
export interface RuleSetting {
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** An entry of a deny list; deny wins over allow. */
export interface DenyEntry {
  readonly id?: string;
  readonly name?: string;
  readonly reason: string;
  readonly until?: Instant;
}

/** The component lists: the only place for allow and deny entries. */
export interface ComponentLists {
  readonly allow: { readonly vmImageOwners?: readonly string[]; readonly registries?: readonly string[] };
  readonly deny: { readonly vmImages?: readonly DenyEntry[]; readonly cves?: readonly DenyEntry[] };
}

/** An accepted finding: what it covers, who owns and approved it, why, and until when. */
export interface Waiver {
  readonly id: string;
  readonly rule: string;
  /** The exact address it covers. */
  readonly resource: string;
  readonly key?: string;
  readonly owner: string;
  readonly approver: string;
  readonly reason: string;
  readonly control?: string;
  readonly ticket?: string;
  readonly until: Instant;
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
