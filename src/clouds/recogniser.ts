import type { GapReason, Provider, Resource, Scope, Type } from '#model';

/** What is known of a document besides its content. */
export interface Hints {
  /** The file's path below the scanned root. */
  readonly path: string;
  /** The call that it answers, as a recorder named it: `eks:DescribeCluster`. */
  readonly operation?: string;
  readonly method?: string;
  readonly url?: string;
  /** What was asked, where the recorder kept it. */
  readonly request?: unknown;
  /** The HTTP status of a recorded answer. */
  readonly status?: number;
}

/** Where an object is, as far as the content says: account, subscription, project or cluster, and the AWS region. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** An object in a document. An id that the target is part of is composed when the target is known. */
export interface Found {
  readonly type: Type;
  readonly id: string | ((target: string) => string);
  readonly name: string;
  readonly created?: string;
  readonly place: Place;
  /** Several documents describe the object, each a part with fields of its own: the name of this one. */
  readonly part?: string;
  readonly config: unknown;
}

/** A cluster that a kubeconfig names: what it calls it there, and the host of its API server in lower case. */
export interface FoundCluster {
  readonly name: string;
  readonly host?: string;
}

/** A name in a listing, and the address that it stands for in a place; not exact where the place says too little. */
export interface FoundName {
  readonly name: string;
  readonly address?: (place: Place) => { readonly at: string; readonly exact: boolean };
}

/** A listing without a next page. */
export interface FoundListing {
  readonly type: Type;
  readonly api: string;
  /** It holds names only: those that no other document of the folder describes are unread. */
  readonly names?: readonly FoundName[];
  /** It holds what belongs to one object of another type: it is complete when every object of that type has one. */
  readonly within?: { readonly type: Type; readonly name?: string };
}

/** A call that was answered with a refusal. */
export interface FoundGap {
  readonly api: string;
  readonly reason: GapReason;
  readonly permission?: string;
  readonly resource?: string;
  readonly types: readonly Type[];
  readonly detail: string;
}

/** What a document holds. */
export interface Recognised {
  readonly resources: readonly Found[];
  readonly listings: readonly FoundListing[];
  readonly gaps: readonly FoundGap[];
  /** Objects of a judged kind that lack what such an object always has: what that is. */
  readonly flaws?: readonly string[];
  /** The clusters that the Kubernetes objects of the same folder can be of. */
  readonly clusters?: readonly FoundCluster[];
}

/** A document that the provider prints, and that holds nothing a rule needs: what it is. */
export interface NotJudged {
  readonly notJudged: string;
}

/** Knows the documents of one provider by their shape. */
export interface Recogniser {
  readonly provider: Provider;
  /** The scopes that a target of files holds. */
  readonly scopes: readonly Scope[];
  /** Every type that it can find. */
  readonly types: readonly Type[];
  /** The id of the target at a place; undefined where the place does not say enough. `scopes` are those of what was found. */
  target(place: Place, scopes: ReadonlySet<Scope>): string | undefined;
  recognise(document: unknown, hints: Hints): Recognised | NotJudged | undefined;
  /** The cloud id of a cluster that a kubeconfig names. `beside` is what this recogniser found in the same folder. */
  clusterAt?(cluster: FoundCluster, beside: readonly Found[]): string | undefined;
  /** Completes where an object of a folder is by all that was found there. */
  locating?(all: readonly Found[]): (one: Found) => Found;
  /** What follows from all objects of a target. It is complete where the type that it follows from is, and tells enough. */
  readonly derived?: {
    readonly type: Type;
    readonly from: Type;
    work(resources: readonly Resource[]): { readonly found: readonly Found[]; readonly tellsAll: boolean };
  };
}

/** Recognised objects and nothing else. */
export const objects = (resources: readonly Found[]): Recognised => ({ resources, listings: [], gaps: [] });

/** Recognised objects that are the whole listing of their type. */
export const listing = (resources: readonly Found[], ...listings: readonly FoundListing[]): Recognised => ({
  resources,
  listings,
  gaps: [],
});

/** What the parts of a document hold together. */
export const together = (parts: readonly Recognised[]): Recognised => ({
  resources: parts.flatMap(({ resources }) => resources),
  listings: parts.flatMap(({ listings }) => listings),
  gaps: parts.flatMap(({ gaps }) => gaps),
  flaws: parts.flatMap(({ flaws }) => flaws ?? []),
});
