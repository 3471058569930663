import type { RiskQuestion } from './risk.ts';

/** What the bills of materials say of one image: it holds what is denied, it does not, or why nobody can say. */
export type BillWord =
  | { readonly is: 'held'; readonly says: string }
  | { readonly is: 'clear' }
  | { readonly is: 'unsure'; readonly why: string };

/** What is asked of images by a denied package or flaw, and what bills say of those that have one, by their digests. */
export interface BilledDenial {
  readonly asks: Extract<RiskQuestion, { readonly about: 'cve' | 'package' }>;
  readonly images: Readonly<Record<string, BillWord>>;
}

/** A denied package or flaw as a rule is given it. Where nobody asked the bills, nothing is known of any image. */
export interface DeniedContent extends Partial<BilledDenial> {
  /** As a person names it: `CVE-2026-1234`, `pkg:npm/lodash <4.17.21`. */
  readonly about: string;
}
