import {
  DescribeAddonVersions$,
  type AddonInfo,
  type DescribeAddonVersionsRequest,
  type DescribeAddonVersionsResponse,
} from '@aws-sdk/client-eks';
import { operation, type Call, type Operation } from '../operation.ts';
import { pageSize } from './read.ts';

export const eksAddonVersionOperations: readonly Operation[] = [
  operation('eks', DescribeAddonVersions$, describeAddonVersions),
];

/** A page holds add-ons, each with all its versions that fit. */
function describeAddonVersions(input: DescribeAddonVersionsRequest, call: Call): DescribeAddonVersionsResponse {
  const { addonName, kubernetesVersion, maxResults, nextToken } = input;
  const asked = call.here.addonVersions.filter((it) => addonName === undefined || it.addonName === addonName);
  const page = call.paginate(
    asked.map((it) => fitting(it, kubernetesVersion)).filter(({ addonVersions = [] }) => addonVersions.length > 0),
    nextToken,
    pageSize(maxResults),
  );
  return { addons: page.items, nextToken: page.next };
}

function fitting(it: AddonInfo, kubernetes: string | undefined): AddonInfo {
  if (kubernetes === undefined) return it;
  const addonVersions = (it.addonVersions ?? []).flatMap((one) => {
    const compatibilities = (one.compatibilities ?? []).filter(({ clusterVersion }) => clusterVersion === kubernetes);
    return compatibilities.length > 0 ? [{ ...one, compatibilities }] : [];
  });
  return { ...it, addonVersions };
}
