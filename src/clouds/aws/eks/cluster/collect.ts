import { DescribeClusterCommand, ListClustersCommand } from '@aws-sdk/client-eks';
import { image } from '../../ec2/image/resource.ts';
import { launchTemplateVersion } from '../../ec2/launch-template-version/resource.ts';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { eksNodegroup } from '../nodegroup/resource.ts';
import { eksCluster } from './resource.ts';

/** The names of a region's clusters as far as they could be listed; without `whole` there may be more. */
export async function listClusters(
  at: AwsReader,
): Promise<{ readonly names: readonly string[]; readonly whole: boolean }> {
  const api = 'eks:ListClusters';
  const names = new Set<string>();
  let whole = false;
  await at.sheet.list({ api, types: [eksCluster], leads: [eksNodegroup, launchTemplateVersion, image] }, async () => {
    await at.pages(api, {
      send: (nextToken, options) =>
        at.clients.eks.send(new ListClustersCommand({ maxResults: 100, nextToken }), options),
      next: ({ nextToken }) => nextToken,
      items: ({ clusters }) => clusters,
      add: (name) => names.add(name),
    });
    whole = true;
  });
  return { names: [...names], whole };
}

/** Reads the clusters. Answers the addresses of the keys that encrypt their secrets. */
export async function collectClusters(at: AwsReader, names: readonly string[]): Promise<readonly string[]> {
  const api = 'eks:DescribeCluster';
  const address = (name: string): string => at.arn('eks', `cluster/${name}`);
  const keys: string[] = [];
  await at.sheet.each({ api, types: [eksCluster], address }, names, async (name) => {
    const answer = await at.call(api, (options) => at.clients.eks.send(new DescribeClusterCommand({ name }), options));
    const config = toWire(need(answer.cluster, 'cluster'));
    at.sheet.add(eksCluster, { id: config.arn ?? address(name), name, created: config.createdAt, config });
    keys.push(...(config.encryptionConfig ?? []).flatMap(({ provider }) => provider?.keyArn ?? []));
  });
  return keys;
}
