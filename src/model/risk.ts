import type { HeldFlaw, HeldPackage, BillHead } from './bill.ts';
import type { TargetComponents, ToldFlaw } from './told-components.ts';
import type { DenyTerms, KubernetesService } from './component-lists.ts';
import type { Instant } from './rule.ts';

/** What the stored fleet is asked: who runs this. */
export type RiskQuestion =
  | { readonly about: 'cve'; readonly id: string }
  | { readonly about: 'package'; readonly name: string; readonly ecosystem?: string; readonly range?: string }
  | { readonly about: 'image'; readonly digest: string }
  | { readonly about: 'image'; readonly host?: string; readonly path: string; readonly tag?: string }
  | { readonly about: 'ami'; readonly id: string }
  | { readonly about: 'version'; readonly of: string; readonly versions: string; readonly service?: KubernetesService };

/** A denial with the question that it asks of the fleet. */
export interface DeniedQuestion extends DenyTerms {
  readonly list: string;
  /** What is denied, as a person names it. */
  readonly about: string;
  readonly question: RiskQuestion;
}

/** Where something is, and who answers for it. */
export interface RiskPlace {
  readonly target: string;
  readonly cluster?: { readonly id?: string; readonly name: string };
  readonly environment?: string;
  readonly owner?: string;
  readonly channel?: string;
}

/** Who says so, since when, and what exactly. */
export interface RiskWitness {
  readonly by: string;
  readonly at?: Instant;
  readonly says: string;
}

/** Something that is affected: what it is, and what of the fleet runs it. */
export interface Affected extends RiskPlace {
  /** An image with its digest, a machine image, or a version with what runs it. */
  readonly what: string;
  readonly resource: { readonly type: string; readonly id: string };
  /** Workloads or nodes. */
  readonly runs: readonly string[];
  readonly seen: readonly RiskWitness[];
}

/** Something of which nobody can say whether it is affected, and why. */
export interface NotKnown extends RiskPlace {
  /** Absent where all of a place is meant. */
  readonly what?: string;
  readonly runs: readonly string[];
  readonly why: string;
}

/** Who is affected, and of whom it is not known. What neither names was looked at and is not. */
export interface RiskAnswer {
  readonly affected: readonly Affected[];
  readonly unknown: readonly NotKnown[];
  /** How many uses of components were looked at. */
  readonly looked: number;
}

/** What the store knows about a question. */
export interface RiskEvidence {
  readonly told: readonly TargetComponents[];
  /** Targets that earlier runs read and the last one did not. */
  readonly missed: readonly TargetComponents[];
  readonly bills: readonly BillHead[];
  /** Ids of bills with flaws that they give no CVE id: any CVE may be one of those. */
  readonly nameless: ReadonlySet<string>;
  readonly toldFlaws: readonly ToldFlaw[];
  readonly heldFlaws: readonly HeldFlaw[];
  readonly heldPackages: readonly (HeldPackage & { readonly ecosystem: string; readonly name: string })[];
}

/** Whether a version is in a range, in the words of an ecosystem; undefined where it cannot be said. */
export type InRange = (ecosystem: string, version: string, range: string) => boolean | undefined;
