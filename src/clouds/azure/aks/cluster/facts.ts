import { parseAddressList } from '#lib/address-list';
import { countPublic, everyone } from '#lib/addresses';
import { defineFact, type ApiReach, type Unknown } from '#model';
import { unknown } from '#rule';
import { aksCluster } from './resource.ts';

const list = 'apiServerAccessProfile.authorizedIPRanges';

/** The one entry that is no address: it lets in nobody but the nodes of the cluster. */
const nodesOnly = '0.0.0.0/32';

/**
 * How open the API server of an AKS cluster is. A missing profile is what a default cluster returns, and VNet
 * integration alone keeps the public address: both are public. An entry that is no address is a service tag.
 * Sources: https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges,
 * https://learn.microsoft.com/azure/aks/private-clusters
 */
export const aksApiReach = defineFact({
  name: 'aks.api-reach',
  of: aksCluster,
  work({ config }): ApiReach {
    const profile = config.apiServerAccessProfile;
    if (profile?.enablePrivateCluster === true)
      return { is: 'elsewhere', why: 'the API server of a private cluster has no public address' };
    const ranges = profile?.authorizedIPRanges ?? [];
    if (ranges.length === 1 && ranges[0] === nodesOnly)
      return { is: 'private', why: 'only the nodes of the cluster may call' };
    if (ranges.length > 0) {
      const { set, others } = parseAddressList(ranges);
      return { is: 'public', sources: set, words: others, at: list, actual: ranges };
    }
    if (config.publicNetworkAccess?.toLowerCase() === 'disabled') return undocumented;
    return { is: 'public', sources: everyone, words: [], ...nothingThere(config) };
  },
});

/** No document says whether this switch closes the endpoint, and reports from the field disagree. */
const undocumented = unknown(
  'outside',
  'publicNetworkAccess is Disabled on a cluster that is not private: whether that closes the API server has to be tried from outside.',
);

/** As many public addresses as a rule on the endpoint takes for known networks when policy says nothing else. */
const fewAddresses = 65_536;

/** Whether only known networks may call: no service tag, and few public addresses. */
export const isTight = (reach: Exclude<ApiReach, Unknown>): boolean =>
  reach.is !== 'public' || (reach.words.length === 0 && countPublic(reach.sources) <= fewAddresses);

/** The deepest part of the path to the list that the answer holds. */
function nothingThere({ apiServerAccessProfile: profile }: typeof aksCluster.config): { at: string; actual: unknown } {
  if (!profile) return { at: '', actual: 'no apiServerAccessProfile' };
  if (profile.authorizedIPRanges === undefined) return { at: 'apiServerAccessProfile', actual: profile };
  return { at: list, actual: profile.authorizedIPRanges };
}
