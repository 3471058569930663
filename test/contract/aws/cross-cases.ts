import { kubernetesTypes } from '#clouds/kubernetes/documents/kinds';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { snapshotOf } from '#engine/snapshot-id';
import type { Snapshot } from '#model';
import crossCiPrincipal from '#rules/cross/cross-ci-principal-cluster-admin-external-trust';
import crossOpenClusterUnwatched from '#rules/cross/cross-open-cluster-unwatched';
import crossPublicEndpoint from '#rules/cross/cross-public-endpoint-and-local-admin';
import crossRunningImage from '#rules/cross/cross-running-image-writable-by-outsiders';
import crossSecretsReadable from '#rules/cross/cross-secrets-readable-and-unencrypted';
import crossUnsupportedVersion from '#rules/cross/cross-unsupported-version-public';
import type { AwsEstate, AwsRegion } from '../../sim/aws/estate.ts';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import { kubernetesReading } from '../../bench/fleet/kubernetes.ts';
import type { ContractCase } from '../prove.ts';
import { crowdedClusters, editingClusters } from './access.ts';
import { account, estateWith, openEndpoints, region } from './estate.ts';
import { anyPipelines, onePipelineEach } from './roles.ts';
import { awsStand } from './stand.ts';

/** An estate of which the region is changed once more. */
function withRegion(estate: AwsEstate, change: (here: AwsRegion) => Partial<AwsRegion>): AwsEstate {
  const own = estate.accounts[account]!;
  const here = own.regions[region]!;
  const regions = { ...own.regions, [region]: { ...here, ...change(here) } };
  return { ...estate, accounts: { [account]: { ...own, regions } } };
}

/** The clusters let in by access entries, and export no log but that of the API. */
const unlogged = ({ clusters }: AwsRegion): Partial<AwsRegion> => ({
  clusters: clusters.map((it) => ({
    ...it,
    status: 'ACTIVE',
    accessConfig: { authenticationMode: 'API' },
    logging: { clusterLogging: [{ types: ['api'], enabled: true }] },
  })),
});

/** Each of the roles that pipelines of others may assume administers the first cluster. */
const administered = () =>
  withRegion(anyPipelines(), (here) => ({
    ...unlogged(here),
    accessEntries: Object.keys(onePipelineEach).map((principalArn) => ({
      entry: {
        clusterName: here.clusters[0]?.name ?? '',
        principalArn,
        accessEntryArn: `arn:aws:eks:${region}:${account}:access-entry/${here.clusters[0]?.name ?? ''}/${principalArn.replace(/^.*:role/, `role/${account}`)}/1`,
        type: 'STANDARD',
        kubernetesGroups: [],
      },
      policies: [
        {
          policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
          accessScope: { type: 'cluster', namespaces: [] },
        },
      ],
    })),
  }));

/** A cluster that the internet reaches. */
const open = ({ clusters }: AwsRegion): Partial<AwsRegion> => ({
  clusters: clusters.map((it) => ({
    ...it,
    version: '1.28',
    resourcesVpcConfig: { ...it.resourcesVpcConfig, endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] },
  })),
});

const pushing = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: 'ecr:PutImage' },
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'ecr:*' },
  ],
});

/** Repositories that everyone and a partner may push to, whose tags can be moved. */
const writable = () =>
  estateWith(
    {
      region: ({ repositories }) => ({
        repositories: repositories.slice(0, 1).map((it) => ({ ...it, imageTagMutability: 'MUTABLE' as const })),
        ecrPolicies: { [repositories[0]?.repositoryName ?? '']: pushing },
      }),
    },
    1,
  );

/** A cluster that runs an image of the repository by a tag. */
function runningByTag(): readonly Snapshot[] {
  const here = writable().accounts[account]?.regions[region];
  const [repository] = here?.repositories ?? [];
  const [image] = here?.ecrImages[repository?.repositoryName ?? ''] ?? [];
  const uri = repository?.repositoryUri ?? '';
  const inside = generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 1 });
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'team-0', name: 'by-tag' },
    spec: { nodeName: 'node-0', containers: [{ name: 'web', image: `${uri}:v1` }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'web',
          image: `${uri}:v1`,
          imageID: `${uri}@${image?.imageDigest ?? ''}`,
          ready: true,
          restartCount: 0,
        },
      ],
    },
  };
  const reading = kubernetesReading(here?.clusters[0]?.arn ?? '', { ...inside, objects: [...inside.objects, pod] });
  return [snapshotOf(reading, [...kubernetesTypes, runningImage])];
}

/** What only a look at two clouds finds is put right in one of them. */
export const crossCases: readonly ContractCase[] = [
  {
    rule: crossCiPrincipal,
    proves: ['iam.update-trust'],
    params: { allowedSubjects: onePipelineEach },
    open: () => awsStand(administered(), region),
  },
  {
    rule: crossRunningImage,
    proves: ['ecr.set-repository-policy'],
    open: () => awsStand(writable(), region, runningByTag()),
  },
  {
    rule: crossOpenClusterUnwatched,
    proves: ['eks.update-logging'],
    open: () =>
      awsStand(
        withRegion(openEndpoints(), (here) => ({ ...unlogged(here), detector: undefined })),
        region,
      ),
  },
  {
    rule: crossSecretsReadable,
    proves: ['eks.update-logging'],
    open: () => awsStand(withRegion(editingClusters(), unlogged), region),
  },
  ...[crossPublicEndpoint, crossUnsupportedVersion].map((rule) => ({
    rule,
    proves: ['eks.update-endpoint'],
    params: { allowedCidrs: ['203.0.113.0/24'] },
    open: () => awsStand(withRegion(crowdedClusters(), open), region),
  })),
];
