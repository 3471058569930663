import type { Access } from './access.ts';
import type { ComponentLists } from './component-lists.ts';
import type { CustomRule } from './custom-rule.ts';
import type { BilledDenial } from './denied-content.ts';
import type { Notify } from './notify.ts';
import type { Owner } from './owner.ts';
import type { RemediationPolicy } from './remediation-policy.ts';
import type { Sla } from './sla.ts';
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
  /** What bills of materials say of the denied packages and flaws, by the words for these. Absent where nobody asked them. */
  readonly billed?: Readonly<Record<string, BilledDenial>>;
  /** Rules that the policy brings along, beside those that ship. */
  readonly custom?: readonly CustomRule[];
  readonly waivers: readonly Waiver[];
  /** By when findings have to be put right. */
  readonly sla?: Sla;
  /** Who answers for what; the first match counts. */
  readonly owners?: readonly Owner[];
  /** Who is told of what. */
  readonly notify?: Notify;
  /** Who may do what. */
  readonly access?: Access;
  /** How fixes are made. */
  readonly remediation?: RemediationPolicy;
}

/** The policy when nobody has said anything. */
export const defaultPolicy: Policy = {
  version: null,
  rules: {},
  components: { allow: {}, deny: {} },
  waivers: [],
};
