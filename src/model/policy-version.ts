import type { ComponentLists, DenyTerms } from './component-lists.ts';
import type { Policy, RuleSetting } from './policy.ts';
import type { Instant } from './rule.ts';

/** What a version of the policy holds: the policy half of shoalwatch.yaml as it was validated. */
export type PolicyDocument = Omit<Policy, 'version' | 'billed'>;

/** A document with the text that it was made from, so that comments survive. */
export interface PolicyText {
  readonly document: PolicyDocument;
  /** YAML: `version: 1` and the policy half of the file. */
  readonly source: string;
}

/** Who does something to the policy, when, and why. */
export interface PolicyActor {
  readonly author: string;
  readonly at: Instant;
  readonly reason?: string;
}

/** A version of the policy as it was pushed. It never changes; whether it counts is another thing. */
export interface PolicyVersion {
  /** 1, 2, 3 ... in the order of the pushes. */
  readonly version: number;
  /** Digest of the document and its text. */
  readonly digest: string;
  readonly author: string;
  readonly at: Instant;
  readonly message?: string;
}

/** Which version counts, since when, and who made it so. */
export interface ActivePolicy extends PolicyActor {
  readonly version: number;
  readonly act: 'activated' | 'rolled-back';
  /** The version that counted before; null where the file did. */
  readonly before: number | null;
}

type Deny = Required<ComponentLists['deny']>;
type Allow = Required<ComponentLists['allow']>;

/** A list of components that are denied. */
export type DenyList = keyof Deny;

/** A list of components that are allowed. */
export type AllowList = keyof Allow;

type WithoutTerms<T> = T extends DenyTerms ? Omit<T, keyof DenyTerms> : never;

/** What an entry of a deny list names, without why and until when. */
export type DeniedComponent = WithoutTerms<Deny[DenyList][number]>;

/** One entry of any allow list. */
export type AllowedComponent = Allow[AllowList][number];

/** What an overlay entry says: an entry of a component list, or settings of one rule. */
export type OverlaySetting =
  | { readonly is: 'deny'; readonly list: DenyList; readonly item: DeniedComponent }
  | { readonly is: 'allow'; readonly list: AllowList; readonly item: AllowedComponent }
  | { readonly is: 'rule'; readonly rule: string; readonly setting: RuleSetting };

/** Something that was laid over the policy by hand, with who did it and why. It survives pushes. */
export interface OverlayEntry {
  /** `o-` and a short hash. */
  readonly id: string;
  readonly author: string;
  readonly at: Instant;
  readonly reason: string;
  /** It ends at this moment, by itself. */
  readonly until?: Instant;
  readonly entry: OverlaySetting;
}

/** One act upon the policy, as the ledger keeps it. */
export interface PolicyAct extends PolicyActor {
  readonly act: 'pushed' | 'activated' | 'rolled-back' | 'laid' | 'lifted' | 'dropped';
  readonly version?: number;
  readonly overlay?: OverlayEntry;
}

/** A push as it is asked for. */
export interface Push extends PolicyText {
  readonly author: string;
  readonly at: Instant;
  readonly message?: string;
  /** Refused unless this is the newest version; 0 for none yet. */
  readonly ifVersion?: number;
}

/** A switch to a version as it is asked for. */
export interface Activation extends PolicyActor {
  /** Refused unless this is the active version; 0 for none yet. */
  readonly ifVersion?: number;
}

/**
 * The versions of the policy, which of them counts, and what is laid over it. Of two acts at once one wins, and the other
 * rejects with who came first.
 */
export interface PolicyMemory {
  /** Keeps a document as the next version. The newest one once more is that version, and no new one. */
  push(push: Push): Promise<PolicyVersion>;
  version(version: number): Promise<(PolicyVersion & PolicyText) | undefined>;
  /** The newest first. */
  versions(): Promise<readonly PolicyVersion[]>;
  active(): Promise<ActivePolicy | undefined>;
  /** Makes a version count. Rejects where there is no such version. */
  activate(version: number, activation: Activation): Promise<ActivePolicy>;
  /** Makes the version count that did before. Rejects where there was none. */
  rollback(activation: Activation): Promise<ActivePolicy>;
  /** What was laid and neither lifted nor dropped, in the order of laying, ended entries included. */
  overlay(): Promise<readonly OverlayEntry[]>;
  lay(entry: OverlayEntry): Promise<void>;
  /** Ends an entry. Rejects where no such entry lies. */
  lift(id: string, by: PolicyActor): Promise<OverlayEntry>;
  /** Ends entries because a version holds them now; a rollback from that version lays them again. */
  drop(ids: readonly string[], version: number, by: PolicyActor): Promise<void>;
  /** Every act, the newest first. */
  history(): Promise<readonly PolicyAct[]>;
  /** A text that is another one as soon as other settings, entries or waivers may count. */
  stamp(): Promise<string>;
}
