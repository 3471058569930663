import { DescribeAddonCommand, ListAddonsCommand } from '@aws-sdk/client-eks';
import { toWire } from '../../../to-wire.ts';
import { need, type AwsReader } from '../../reader.ts';
import { addonVersions } from '../addon-versions/resource.ts';
import { eksAddon } from './resource.ts';

/** An add-on, by its name, of a cluster. */
export interface AddonOfCluster {
  readonly addonName: string;
  readonly clusterName: string;
}

/** Reads the add-ons of the clusters. Answers those that were listed. */
export async function collectAddons(at: AwsReader, clusters: readonly string[]): Promise<readonly AddonOfCluster[]> {
  const api = 'eks:ListAddons';
  const about = (cluster: string): string => `Cluster ${cluster}`;
  const listed: AddonOfCluster[] = [];
  await at.sheet.listEach({ api, types: [eksAddon], leads: [addonVersions], about }, clusters, async (clusterName) => {
    const names = new Set<string>();
    try {
      await at.pages(api, {
        send: (nextToken, options) =>
          at.clients.eks.send(new ListAddonsCommand({ clusterName, maxResults: 100, nextToken }), options),
        next: ({ nextToken }) => nextToken,
        items: ({ addons }) => addons,
        add: (name) => names.add(name),
      });
    } finally {
      listed.push(...[...names].map((addonName) => ({ addonName, clusterName })));
      await Promise.all([...names].map((name) => collectAddon(at, clusterName, name)));
    }
  });
  return listed;
}

/** Reads one add-on. */
export async function collectAddon(at: AwsReader, clusterName: string, addonName: string): Promise<void> {
  const api = 'eks:DescribeAddon';
  // The real address ends with an id that only the answer holds.
  const address = at.arn('eks', `addon/${clusterName}/${addonName}/`);
  // An add-on of which only the beginning of the address is known can be any that was read before.
  await at.sheet.one({ api, types: [eksAddon], leads: [eksAddon], address }, async () => {
    const command = new DescribeAddonCommand({ clusterName, addonName });
    const { addon } = await at.call(api, (options) => at.clients.eks.send(command, options));
    const config = toWire(need(addon, 'addon'));
    const name = `${clusterName}/${addonName}`;
    at.sheet.add(eksAddon, { id: config.addonArn ?? address, name, created: config.createdAt, config });
  });
}
