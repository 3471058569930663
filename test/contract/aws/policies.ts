import { account, estateWith, region } from './estate.ts';

const documentOf = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
const root = `arn:aws:iam::${account}:root`;
const partner = 'arn:aws:iam::999988887777:root';
const pull = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const letting = (Principal: unknown, Action: unknown, more: object = {}): object => ({
  Effect: 'Allow',
  Principal,
  Action,
  ...more,
});

const imagePolicies: readonly string[] = [
  documentOf(letting('*', pull, { Sid: 'Everyone' })),
  documentOf(letting({ AWS: root }, 'ecr:*'), letting({ AWS: [partner, root] }, pull)),
  documentOf(letting({ AWS: '*', Service: 'lambda.amazonaws.com' }, pull, secure()), letting({ AWS: partner }, pull)),
];

/** Repositories and a registry that let in everyone or a partner, each written in another way. */
export const openImages = () =>
  estateWith(
    {
      region: ({ repositories }) => ({
        ecrPolicies: Object.fromEntries(
          repositories.map(({ repositoryName = '' }, i) => [
            repositoryName,
            imagePolicies[i % imagePolicies.length] ?? '',
          ]),
        ),
        ecrRegistryPolicy: documentOf(
          letting({ AWS: partner }, 'ecr:ReplicateImage', {
            Resource: `arn:aws:ecr:${region}:${account}:repository/*`,
          }),
        ),
      }),
    },
    1,
  );

const owner = letting({ AWS: root }, 'kms:*', { Resource: '*' });
const keyPolicies: readonly string[] = [
  documentOf(owner, letting('*', 'kms:Decrypt', { Resource: '*' })),
  documentOf(letting({ AWS: [root, partner] }, 'kms:*', { Resource: '*' })),
  // Without the partner nobody could change this policy.
  documentOf(letting({ AWS: partner }, 'kms:*', { Resource: '*' })),
];

/** Keys that everyone or a partner may use, each written in another way. */
export const openKeys = () =>
  estateWith({
    region: ({ kmsKeys }) => ({
      kmsPolicies: Object.fromEntries(
        kmsKeys.map(({ Arn = '' }, i) => [Arn, keyPolicies[i % keyPolicies.length] ?? '']),
      ),
    }),
  });

function secure(): object {
  return { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
}
