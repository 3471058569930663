import type { Instant } from './rule.ts';

/** Why a component is denied, and until when: without an end it stays denied. */
export interface DenyTerms {
  readonly reason: string;
  readonly until?: Instant;
}

/** A denied machine image: by its id, or by a pattern of names. */
export interface DeniedVmImage extends DenyTerms {
  readonly id?: string;
  readonly name?: string;
}

/** A denied flaw, by the id of a public list such as `CVE-2026-1234`. */
export interface DeniedCve extends DenyTerms {
  readonly id: string;
}

/** Denied container images: all of a registry, or those of a repository, where a tag narrows it. `*` stays inside one step. */
export interface DeniedImage extends DenyTerms {
  readonly registry?: string;
  readonly repository?: string;
  readonly tag?: string;
}

/** One denied container image, by the digest of its manifest or index. */
export interface DeniedDigest extends DenyTerms {
  readonly digest: string;
}

/** A denied package, by its package URL without a version; `versions` is a range in the words of its ecosystem. */
export interface DeniedPackage extends DenyTerms {
  readonly purl: string;
  readonly versions?: string;
}

/** The managed Kubernetes services. */
export const kubernetesServices = ['eks', 'aks', 'gke'] as const;

export type KubernetesService = (typeof kubernetesServices)[number];

/** Denied Kubernetes versions, of one service or of all: `1.29`, `<1.30`, `>=1.28 <1.30`. */
export interface DeniedKubernetesVersions extends DenyTerms {
  readonly provider?: KubernetesService;
  readonly versions: string;
}

/** Denied versions of an add-on, in the words of `versions` above. */
export interface DeniedAddonVersions extends DenyTerms {
  readonly addon: string;
  readonly versions: string;
}

/** The component lists: the only place for allow and deny entries. Deny wins over allow. */
export interface ComponentLists {
  readonly allow: { readonly vmImageOwners?: readonly string[]; readonly registries?: readonly string[] };
  readonly deny: {
    readonly vmImages?: readonly DeniedVmImage[];
    readonly cves?: readonly DeniedCve[];
    readonly images?: readonly DeniedImage[];
    readonly digests?: readonly DeniedDigest[];
    readonly packages?: readonly DeniedPackage[];
    readonly kubernetesVersions?: readonly DeniedKubernetesVersions[];
    readonly addonVersions?: readonly DeniedAddonVersions[];
  };
}
