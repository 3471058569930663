import { DescribeAddonVersionsCommand, type AddonVersionInfo } from '@aws-sdk/client-eks';
import { toWire } from '../../../to-wire.ts';
import type { AwsReader } from '../../reader.ts';
import type { AddonOfCluster } from '../addon/collect.ts';
import type { eksCluster } from '../cluster/resource.ts';
import { addonVersions } from './resource.ts';

/** An add-on, by its name, on a minor version of Kubernetes. */
export interface AddonOnVersion {
  readonly addonName: string;
  readonly kubernetesVersion: string;
}

/** The add-ons of clusters whose version is known. */
export function onVersions(
  addons: readonly AddonOfCluster[],
  clusters: readonly (typeof eksCluster.config)[],
): readonly AddonOnVersion[] {
  const versions = new Map(clusters.map(({ name, version }) => [name, version]));
  return addons.flatMap(({ addonName, clusterName }) => {
    const kubernetesVersion = versions.get(clusterName);
    return kubernetesVersion === undefined ? [] : [{ addonName, kubernetesVersion }];
  });
}

/** Reads which versions there are of add-ons in use, once for each add-on and Kubernetes version. */
export async function collectAddonVersions(at: AwsReader, inUse: readonly AddonOnVersion[]): Promise<void> {
  const api = 'eks:DescribeAddonVersions';
  const address = ({ addonName, kubernetesVersion }: AddonOnVersion): string =>
    `${at.sheet.target.id}/${addonVersions.name}/${kubernetesVersion}/${addonName}`;
  const once = new Map(inUse.map((it) => [address(it), it]));
  await at.sheet.each({ api, types: [addonVersions], address }, [...once.values()], async (it) => {
    const found: AddonVersionInfo[] = [];
    await at.pages(api, {
      send: (nextToken, options) =>
        at.clients.eks.send(new DescribeAddonVersionsCommand({ ...it, maxResults: 100, nextToken }), options),
      next: ({ nextToken }) => nextToken,
      items: ({ addons }) => addons,
      add: (addon) => found.push(...(addon.addonVersions ?? [])),
    });
    const config = toWire({ ...it, addonVersions: found });
    at.sheet.add(addonVersions, { id: address(it), name: `${it.addonName} on ${it.kubernetesVersion}`, config });
  });
}
