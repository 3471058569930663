import { kubernetesTypes } from '#clouds/kubernetes/documents/kinds';
import { snapshotOf } from '#engine/snapshot-id';
import type { Snapshot } from '#model';
import { kubernetesReading } from '../../bench/fleet/kubernetes.ts';
import type { AwsRegion } from '../../sim/aws/estate.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { account, estateWith, region } from './estate.ts';

type Held = AwsRegion['accessEntries'][number];

/** The principal that policy names among the admins. */
export const keeper = `arn:aws:iam::${account}:role/keeper`;

/** Clusters with access entries: a keeper who stays, and others who hold admin policies in every way. */
export const crowdedClusters = () =>
  estateWith(
    {
      region: ({ clusters }) => ({
        clusters: clusters.map((it) => ({ ...it, status: 'ACTIVE', accessConfig: { authenticationMode: 'API' } })),
        accessEntries: clusters.flatMap(({ name = '' }) => [
          entry(name, 'role/keeper', policy('AmazonEKSClusterAdminPolicy')),
          entry(name, 'user/auditor', policy('AmazonEKSViewPolicy'), policy('AmazonEKSClusterAdminPolicy')),
          entry(
            name,
            'role/shoalwatch-reader',
            policy('AmazonEKSAdminPolicy'),
            policy('AmazonEKSClusterAdminPolicy', 'shop', 'kube-system'),
          ),
        ]),
      }),
    },
    1,
  );

/** Clusters with access entries that edit everything or read every Secret, beside one that may look. */
export const editingClusters = () =>
  estateWith(
    {
      region: ({ clusters }) => ({
        clusters: clusters.map((it) => ({ ...it, status: 'ACTIVE', accessConfig: { authenticationMode: 'API' } })),
        accessEntries: clusters.flatMap(({ name = '' }) => [
          entry(name, 'user/auditor', policy('AmazonEKSViewPolicy'), policy('AmazonEKSAdminViewPolicy')),
          entry(
            name,
            'role/deployer',
            policy('AmazonEKSEditPolicy', '*'),
            policy('AmazonEKSSecretReaderPolicy', 'kube-system'),
          ),
        ]),
      }),
    },
    1,
  );

const policy = (name: string, ...namespaces: string[]): Held['policies'][number] => ({
  policyArn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
  accessScope: { type: namespaces.length > 0 ? 'namespace' : 'cluster', namespaces },
});

const entry = (clusterName: string, principal: string, ...policies: Held['policies'][number][]): Held => ({
  entry: {
    clusterName,
    principalArn: `arn:aws:iam::${account}:${principal}`,
    accessEntryArn: `arn:aws:eks:${region}:${account}:access-entry/${clusterName}/${principal.replace('/', `/${account}/`)}/1`,
    type: 'STANDARD',
  },
  policies,
});

const values = [
  undefined,
  '{"enableNetworkPolicy":"false","env":{"WARM_IP_TARGET":"2"}}',
  'env:\n  AWS_VPC_K8S_CNI_LOGLEVEL: DEBUG',
];

/** Clusters whose add-on enforces nothing, with a role of its own in some. */
export const unenforcedClusters = () =>
  estateWith({
    region: ({ addons }) => ({
      addons: addons.map((it, i) => ({
        ...it,
        serviceAccountRoleArn: i % 4 === 0 ? undefined : it.serviceAccountRoleArn,
        configurationValues: it.addonName === 'vpc-cni' ? values[Math.floor(i / 2) % values.length] : undefined,
      })),
    }),
  });

/** The inside of all clusters: nodes, and no engine. */
export const insideClusters = (): readonly Snapshot[] => {
  const clusters = estateWith({}).accounts[account]?.regions[region]?.clusters ?? [];
  const inside = generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 1 });
  return clusters.map(({ arn = '' }) => snapshotOf(kubernetesReading(arn, inside), kubernetesTypes));
};
