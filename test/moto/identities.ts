import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';

export const issuer = 'oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const provider = `arn:aws:iam::123456789012:oidc-provider/${issuer}`;

const byService = (service: string): object => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: 'sts:AssumeRole',
});

/** Lets service accounts in, by one test of the subject. */
const byToken = (operator: string, subject: string): object => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
    [operator]: { [`${issuer}:sub`]: subject, ...(operator === 'StringEquals' && aud()) },
  },
});
const aud = (): object => ({ [`${issuer}:aud`]: 'sts.amazonaws.com' });

const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const nodes = byService('ec2.amazonaws.com');
const nodePolicies = [aws('AmazonEKSWorkerNodePolicy'), aws('AmazonEC2ContainerRegistryReadOnly')];
const ownPolicy = 'arn:aws:iam::123456789012:policy/read-the-bucket';

interface RolePlan {
  readonly trust: object;
  readonly attached?: readonly string[];
  readonly inline?: Readonly<Record<string, object>>;
}

const bucket = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::shop/*' };
const document = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

export const roles = {
  control: { trust: byService('eks.amazonaws.com'), attached: [aws('AmazonEKSClusterPolicy')] },
  'nodes-plain': { trust: nodes, attached: nodePolicies },
  'nodes-admin': { trust: nodes, attached: [...nodePolicies, aws('AdministratorAccess')] },
  'pods-any': { trust: byToken('StringLike', 'system:serviceaccount:*'), attached: [ownPolicy] },
  'pods-one-namespace': { trust: byToken('StringLike', 'system:serviceaccount:shop:*'), inline: { bucket } },
  'pods-named': { trust: byToken('StringEquals', 'system:serviceaccount:shop:api'), attached: [ownPolicy] },
} satisfies Record<string, RolePlan>;

export type RoleName = keyof typeof roles;

export const roleArn = (name: RoleName): string => `arn:aws:iam::123456789012:role/${name}`;

/** Makes roles, a policy and a provider. The answer is what was put in. */
export async function makeIdentities(iam: IAMClient): Promise<Readonly<Record<string, object[]>>> {
  await iam.send(new CreatePolicyCommand({ PolicyName: 'read-the-bucket', PolicyDocument: document(bucket) }));
  const held = [];
  for (const [RoleName, plan] of Object.entries<RolePlan>(roles)) {
    const { trust, attached = [], inline = {} } = plan;
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
    for (const PolicyArn of attached) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    for (const [PolicyName, statement] of Object.entries(inline))
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: document(statement) }));
    held.push({
      RoleName,
      AssumeRolePolicyDocument: document(trust),
      AttachedManagedPolicies: attached.map((PolicyArn) => ({ PolicyArn })),
      RolePolicyList: Object.entries(inline).map(([PolicyName, statement]) => ({
        PolicyName,
        PolicyDocument: document(statement),
      })),
    });
  }
  const federation = {
    ClientIDList: ['sts.amazonaws.com'],
    ThumbprintList: ['9e99a48a9960b14926bb7f3b02e22da2b0ab7280'],
  };
  await iam.send(new CreateOpenIDConnectProviderCommand({ Url: `https://${issuer}`, ...federation }));
  return {
    'iam.role': held,
    'iam.policy': [
      {
        Arn: ownPolicy,
        DefaultVersionId: 'v1',
        PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document(bucket) }],
      },
    ],
    'iam.oidc-provider': [{ Url: issuer, ...federation }],
  };
}
