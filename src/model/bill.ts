import type { Instant } from './rule.ts';

/** A package as a bill of materials lists it. */
export interface BillPackage {
  readonly name: string;
  readonly version?: string;
  /** The package URL, where the document gives one or all of its parts. */
  readonly purl?: string;
  /** The type of its package URL (`deb`, `npm`, `maven` ...), or `unknown`. */
  readonly ecosystem: string;
}

/** A known flaw that a scanner found in a package. */
export interface BillFlaw {
  readonly id: string;
  /** Other ids of the same flaw: a GHSA has a CVE. */
  readonly aliases: readonly string[];
  readonly package: string;
  readonly version?: string;
  readonly severity?: string;
  readonly fixedIn?: string;
}

/** The documents that bills are read from. */
export const billFormats = ['cyclonedx', 'spdx', 'syft', 'trivy', 'grype'] as const;

export type BillFormat = (typeof billFormats)[number];

/** What an image or another artefact is made of, as one document says. */
export interface Bill {
  /** Digest of the content: the same bill twice is one. */
  readonly id: string;
  readonly format: BillFormat;
  /** Where it was read. */
  readonly source: string;
  /** What it speaks of; with no digest nothing that runs can be joined to it. */
  readonly subject: { readonly name: string; readonly digests: readonly string[] };
  readonly packages: readonly BillPackage[];
  readonly flaws: readonly BillFlaw[];
  /** Whether the document lists flaws at all: a bill of packages says nothing of them. */
  readonly scanned: boolean;
  readonly madeAt?: Instant;
}
