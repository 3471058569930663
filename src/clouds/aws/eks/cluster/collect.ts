import { DescribeClusterCommand, ListClustersCommand } from '@aws-sdk/client-eks';
import { image } from '../../ec2/image/resource.ts';
import { launchTemplateVersion } from '../../ec2/launch-template-version/resource.ts';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { accessEntry } from '../access-entry/resource.ts';
import { accessPolicies } from '../access-policies/resource.ts';
import { eksAddon } from '../addon/resource.ts';
import { addonVersions } from '../addon-versions/resource.ts';
import { eksCapability } from '../capability/resource.ts';
import { fargateProfile } from '../fargate-profile/resource.ts';
import { identityProvider } from '../identity-provider/resource.ts';
import { eksInsights } from '../insights/resource.ts';
import { eksNodegroup } from '../nodegroup/resource.ts';
import { kmsKeyPolicy } from '../../kms/key-policy/resource.ts';
import { kmsKeyRotation } from '../../kms/key-rotation/resource.ts';
import { kmsKey } from '../../kms/key/resource.ts';
import { eksCluster } from './resource.ts';

/** What is read of each cluster that was described: whether it has access entries, and its keys, stand in its description. */
const leads = [
  ...[accessEntry, accessPolicies, eksAddon, addonVersions, fargateProfile],
  ...[eksCapability, eksInsights, identityProvider],
  ...[kmsKey, kmsKeyRotation, kmsKeyPolicy],
];

/** The names of a region's clusters as far as they could be listed; without `whole` there may be more. */
export async function listClusters(
  at: AwsReader,
): Promise<{ readonly names: readonly string[]; readonly whole: boolean }> {
  const api = 'eks:ListClusters';
  const names = new Set<string>();
  let whole = false;
  await at.sheet.list(
    { api, types: [eksCluster], leads: [eksNodegroup, launchTemplateVersion, image, ...leads] },
    async () => {
      await at.pages(api, {
        send: (nextToken, options) =>
          at.clients.eks.send(new ListClustersCommand({ maxResults: 100, nextToken }), options),
        next: ({ nextToken }) => nextToken,
        items: ({ clusters }) => clusters,
        add: (name) => names.add(name),
      });
      whole = true;
    },
  );
  return { names: [...names], whole };
}

type Cluster = typeof eksCluster.config;

/** Reads the clusters. Answers those that were read. */
export async function collectClusters(at: AwsReader, names: readonly string[]): Promise<readonly Cluster[]> {
  const api = 'eks:DescribeCluster';
  const address = (name: string): string => at.arn('eks', `cluster/${name}`);
  const found: Cluster[] = [];
  await at.sheet.each({ api, types: [eksCluster], leads, address }, names, async (name) => {
    const answer = await at.call(api, (options) => at.clients.eks.send(new DescribeClusterCommand({ name }), options));
    const config = toWire(need(answer.cluster, 'cluster'));
    at.sheet.add(eksCluster, { id: config.arn ?? address(name), name, created: config.createdAt, config });
    found.push(config);
  });
  return found;
}

/** The addresses of the keys that encrypt the secrets of clusters. */
export const keysOfClusters = (clusters: readonly Cluster[]): readonly string[] =>
  clusters.flatMap(({ encryptionConfig = [] }) => encryptionConfig.flatMap(({ provider }) => provider?.keyArn ?? []));

/** The names of the clusters that EKS runs, and of those among them that have access entries: without a mode the ConfigMap alone counts. */
export function namesByAccess(clusters: readonly Cluster[]): {
  readonly run: readonly string[];
  readonly entered: readonly string[];
} {
  const run = clusters.filter(({ connectorConfig }) => !connectorConfig);
  const entered = run.filter(({ accessConfig }) => (accessConfig?.authenticationMode ?? 'CONFIG_MAP') !== 'CONFIG_MAP');
  const names = (of: readonly Cluster[]) => of.flatMap(({ name }) => name ?? []);
  return { run: names(run), entered: names(entered) };
}
