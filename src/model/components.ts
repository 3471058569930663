import type { Instant } from './rule.ts';

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
