import type { AwsRegion } from '../../sim/aws/estate.ts';

/**
 * What outsiders reach from within: a role that any pipeline of the internet may assume administers the first cluster that takes
 * access entries, and the tags of a repository that everyone may push to are run by one.
 */
export function withOutsiders(account: string, region: string, held: AwsRegion): AwsRegion {
  const first = held.clusters.find(({ accessConfig }) => accessConfig?.authenticationMode?.startsWith('API'));
  const clusterName = first?.name ?? '';
  const principal = `role/${account}/try-out-push`;
  return {
    ...held,
    accessEntries: [
      ...held.accessEntries,
      {
        entry: {
          clusterName,
          principalArn: `arn:aws:iam::${account}:role/try-out-push`,
          accessEntryArn: `arn:aws:eks:${region}:${account}:access-entry/${clusterName}/${principal}/0123abcd`,
          type: 'STANDARD',
          kubernetesGroups: [],
        },
        policies: [
          {
            policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
            accessScope: { type: 'cluster', namespaces: [] },
          },
        ],
      },
    ],
    ecrPolicies: { ...held.ecrPolicies, [openRepository(held)?.repositoryName ?? '']: everyonePushes },
  };
}

/** The repository whose tags everyone may put on other images. */
export const openRepository = ({ repositories }: AwsRegion) =>
  repositories.find(({ imageTagMutability, repositoryName }) => imageTagMutability === 'MUTABLE' && repositoryName);

const everyonePushes = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:PutImage' }],
});
