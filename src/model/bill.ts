import type { Instant } from './rule.ts';

/** A package as a bill of materials lists it. */
export interface BillPackage {
  /**
   * Its whole name within the ecosystem, as package URLs have it: `@scope/name`, `org.apache.logging.log4j/log4j-core`,
   * `github.com/owner/module`. Packages of a Linux distribution go by their bare name: the purl says which distribution.
   */
  readonly name: string;
  /** Packages of rpm and dpkg carry their epoch here: `1:2.34-5`. */
  readonly version?: string;
  /** The package URL, where the document gives one or all of its parts. */
  readonly purl?: string;
  /** The type of its package URL (`deb`, `npm`, `maven` ...), or `unknown`. */
  readonly ecosystem: string;
  /** The source package that a distribution built it from, where that has another name: advisories speak of that one. */
  readonly builtFrom?: { readonly name: string; readonly version?: string };
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

/** What a bill speaks of. */
export interface BillSubject {
  readonly name: string;
  /** Of its manifest, or of the index that it is in, as `sha256:...`: what runs is joined by these. */
  readonly digests: readonly string[];
  /** The digest of its configuration, which names no image in a registry: nothing is joined by it. */
  readonly imageId?: string;
}

/** What an image or another artefact is made of, as one document says. */
export interface Bill {
  /** Digest of the content, wherever it was read: the same bill twice is one. */
  readonly id: string;
  readonly format: BillFormat;
  /** Where it was read. */
  readonly source: string;
  /** With no digest nothing that runs can be joined to it. */
  readonly subject: BillSubject;
  readonly packages: readonly BillPackage[];
  /** Whether it lists every package, and not only those with a flaw: else a package that is missing says nothing. */
  readonly listsAll: boolean;
  readonly flaws: readonly BillFlaw[];
  /** Whether its flaws are all that a scan found: else a flaw that is missing says nothing. Bills of packages and VEX are no scan. */
  readonly scanned: boolean;
  readonly madeAt?: Instant;
}

/** A stored bill without its contents. */
export interface BillHead extends Omit<Bill, 'packages' | 'flaws'> {
  readonly packages: number;
  readonly flaws: number;
  /** When it was kept. */
  readonly keptAt: Instant;
}

/** What became of a bill that was given: `older` is kept, and answers nothing as long as a newer one is there. */
export type BillKept = 'new' | 'known' | 'older';

/** A bill that lists a package, and the versions it lists; null for one without a version. */
export interface HeldPackage {
  readonly bill: BillHead;
  readonly versions: readonly (string | null)[];
}

/** A bill that lists a flaw, and in which packages. */
export interface HeldFlaw {
  readonly bill: BillHead;
  readonly flaws: readonly BillFlaw[];
}

/**
 * The bills that were given. Of one subject each format's last bill of packages, and its last list of flaws, is the
 * current one; the earlier ones stay, and only `bill` still finds them.
 */
export interface BillMemory {
  keep(bill: Bill, at: Instant): Promise<BillKept>;
  /** The current bills. */
  heads(): Promise<readonly BillHead[]>;
  /** The current bills of what has the digest. */
  headsOf(digest: string): Promise<readonly BillHead[]>;
  /** A bill by its id, current or not. */
  bill(id: string): Promise<Bill | undefined>;
  /** The current bills that list a package of the name. */
  holding(ecosystem: string, name: string): Promise<readonly HeldPackage[]>;
  /** The current bills that list the flaw under this id or under an alias; case does not matter. */
  flawed(flaw: string): Promise<readonly HeldFlaw[]>;
  /** A text that is another one once other bills count than before: what was asked before that may be asked anew. */
  turn(): Promise<string>;
  /** The packages whose name is, or ends in `/` and, this; case does not matter. */
  named(name: string): Promise<readonly Pick<BillPackage, 'ecosystem' | 'name'>[]>;
}
