import { defineFact, type Unknown } from '#model';
import { fieldMissing, unknown } from '#rule';
import { addonVersions } from '../addon-versions/resource.ts';
import { eksCluster } from '../cluster/resource.ts';
import { eksAddon } from './resource.ts';

/** What EKS offers of an add-on for the Kubernetes version of its cluster. */
export interface AddonOffer {
  readonly kubernetes: string;
  /** The version that EKS takes where none is named. */
  readonly preferred: string;
  /** How many versions the add-on stands behind that one, negative where it is ahead; undefined where it is not offered. */
  readonly behind: number | undefined;
}

/**
 * Where the version of an add-on stands among those that EKS offers for the version of its cluster.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddonVersions.html
 */
export const addonOffer = defineFact({
  name: 'eks.addon-offer',
  of: eksAddon,
  uses: [eksCluster, addonVersions],
  work({ config: { addonName: addon, addonVersion: own, clusterName } }, { list }): AddonOffer | Unknown {
    if (addon === undefined) return fieldMissing('addonName');
    if (own === undefined) return fieldMissing('addonVersion');
    if (clusterName === undefined) return fieldMissing('clusterName');
    const clusters = list(eksCluster, { name: clusterName });
    const version = clusters.items[0]?.config.version;
    if (version === undefined)
      return clusters.unread ?? unknown('not-found', `The version of ${clusterName} is not known.`);
    const { items, unread } = list(addonVersions, { addon, version });
    const [offer] = items;
    if (!offer)
      return unread ?? unknown('not-found', `The versions of ${addon} for ${version} are read with the next sweep.`);
    const fitting = (offer.config.addonVersions ?? []).flatMap(({ addonVersion, compatibilities = [] }) => {
      const fits = compatibilities.filter((it) => it.clusterVersion === version);
      const isPreferred = fits.some(({ defaultVersion }) => defaultVersion === true);
      return addonVersion !== undefined && fits.length > 0 ? [{ addonVersion, isPreferred }] : [];
    });
    const preferred = fitting.find(({ isPreferred }) => isPreferred)?.addonVersion;
    if (preferred === undefined)
      return unknown('field-missing', `The answer names no default version of ${addon} for ${version}.`);
    const newestFirst = fitting.map(({ addonVersion }) => addonVersion).toSorted((a, b) => comparison(b, a));
    const at = newestFirst.indexOf(own);
    const behind = at < 0 ? undefined : at - newestFirst.indexOf(preferred);
    return { kubernetes: version, preferred, behind };
  },
});

/** By the numbers of the versions from left to right, that of the build among them: `v1.20.4-eksbuild.2`. */
function comparison(a: string, b: string): number {
  const [one, other] = [numbersIn(a), numbersIn(b)];
  const at = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i).find((i) => one[i] !== other[i]);
  return at === undefined ? 0 : (one[at] ?? -1) - (other[at] ?? -1);
}

const numbersIn = (version: string): readonly number[] => (version.match(/\d+/g) ?? []).map(Number);

/** Whether an add-on has to go to another version in several steps: the VPC CNI goes one minor at a time. */
export function isTooFar(addon: string | undefined, from: string | undefined, to: string): boolean {
  const [major, minor = 0] = numbersIn(from ?? '');
  const [toMajor, toMinor = 0] = numbersIn(to);
  return addon === 'vpc-cni' && (major !== toMajor || Math.abs(toMinor - minor) > 1);
}
