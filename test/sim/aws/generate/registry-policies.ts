import type { ClusterPlan } from './plan.ts';

const documentOf = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const pull = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const push = [...pull, 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'];
const partner = { AWS: 'arn:aws:iam::999988887777:root' };

/** The policies of the first two repositories of a cluster: of six clusters half open one further than they should. */
export function repositoryPolicy({ account, name: cluster }: ClusterPlan, name: string, at: number) {
  const own = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: push };
  const lambda = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: pull };
  const everyone = { Effect: 'Allow', Principal: '*', Action: pull };
  const inside = { Condition: { StringEquals: { 'aws:PrincipalAccount': account } } };
  const more: Readonly<Record<number, object>> = {
    2: everyone,
    3: { ...everyone, ...inside },
    4: { Effect: 'Allow', Principal: partner, Action: pull },
    5: { ...everyone, Action: push },
    0: { Effect: 'Allow', Principal: partner, Action: push },
  };
  if (at === 0) return [[name, documentOf(own, lambda)] as const];
  const statement = more[Number(cluster.split('-').at(-1)) % 6];
  return at === 1 && statement ? [[name, documentOf(statement)] as const] : [];
}

/** A registry that takes copies from a partner, where the number of clusters is odd. */
export function registryPolicy(account: string, region: string, clusters: number): string | undefined {
  if (clusters % 2 === 0) return undefined;
  return documentOf({
    Effect: 'Allow',
    Principal: partner,
    Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
    Resource: [`arn:aws:ecr:${region}:${account}:repository/*`],
  });
}
