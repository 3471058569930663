import { DescribeNodegroupCommand, ListNodegroupsCommand, type Nodegroup } from '@aws-sdk/client-eks';
import { image } from '../../ec2/image/resource.ts';
import { launchTemplateVersion } from '../../ec2/launch-template-version/resource.ts';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { eksNodegroup } from './resource.ts';

const leads = [launchTemplateVersion, image];

/** Reads the node groups of the clusters. Answers those that were read: they name the launch templates in use. */
export async function collectNodegroups(at: AwsReader, clusters: readonly string[]): Promise<readonly Nodegroup[]> {
  const api = 'eks:ListNodegroups';
  const about = (cluster: string): string => `Cluster ${cluster}`;
  const found: Nodegroup[] = [];
  await at.sheet.listEach({ api, types: [eksNodegroup], leads, about }, clusters, async (clusterName) => {
    const names = new Set<string>();
    try {
      await at.pages(api, {
        send: (nextToken, options) =>
          at.clients.eks.send(new ListNodegroupsCommand({ clusterName, maxResults: 100, nextToken }), options),
        next: ({ nextToken }) => nextToken,
        items: ({ nodegroups }) => nodegroups,
        add: (name) => names.add(name),
      });
    } finally {
      const read = await Promise.all([...names].map((name) => collectNodegroup(at, clusterName, name)));
      for (const it of read) if (it) found.push(it);
    }
  });
  return found;
}

/** Reads one node group; undefined where it could not be read. */
export async function collectNodegroup(
  at: AwsReader,
  clusterName: string,
  name: string,
): Promise<Nodegroup | undefined> {
  const api = 'eks:DescribeNodegroup';
  // The real address ends with an id that only the answer holds.
  const address = at.arn('eks', `nodegroup/${clusterName}/${name}/`);
  let found: Nodegroup | undefined;
  // A group of which only the beginning of the address is known can be any that was read before.
  await at.sheet.one({ api, types: [eksNodegroup], leads: [eksNodegroup, ...leads], address }, async () => {
    const command = new DescribeNodegroupCommand({ clusterName, nodegroupName: name });
    const { nodegroup } = await at.call(api, (options) => at.clients.eks.send(command, options));
    const it = need(nodegroup, 'nodegroup');
    const config = toWire(it);
    at.sheet.add(eksNodegroup, { id: config.nodegroupArn ?? address, name, created: config.createdAt, config });
    found = it;
  });
  return found;
}
