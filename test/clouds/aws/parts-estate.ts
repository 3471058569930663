import type { AwsEstate, AwsRegion } from '../../sim/aws/estate.ts';

/** The estate with a capability, a provider of tokens and pods on Fargate in the first cluster of a region: most clusters have none of them. */
export function withParts(estate: AwsEstate, account: string, region: string): AwsEstate {
  const own = estate.accounts[account]!;
  const here = own.regions[region]!;
  const clusterName = here.clusters[0]?.name ?? '';
  const arn = (path: string): string => `arn:aws:eks:${region}:${account}:${path}/${clusterName}`;
  const changed: AwsRegion = {
    ...here,
    capabilities: [
      {
        clusterName,
        capabilityName: 'deploy',
        arn: `${arn('capability')}/argocd/deploy/1b2c3d4e`,
        type: 'ARGOCD',
        status: 'ACTIVE',
        roleArn: `arn:aws:iam::${account}:role/deploy`,
        configuration: { argoCd: { networkAccess: { vpceIds: [] } } },
      },
    ],
    fargateProfiles: [
      {
        clusterName,
        fargateProfileName: 'batch',
        fargateProfileArn: `${arn('fargateprofile')}/batch/1b2c3d4e`,
        podExecutionRoleArn: `arn:aws:iam::${account}:role/batch`,
        selectors: [{ namespace: 'batch' }],
        status: 'ACTIVE',
      },
    ],
    identityProviders: [
      {
        clusterName,
        identityProviderConfigName: 'sso',
        identityProviderConfigArn: `${arn('identityproviderconfig')}/oidc/sso/1b2c3d4e`,
        issuerUrl: 'https://login.example.com',
        clientId: 'kubernetes',
        status: 'ACTIVE',
      },
    ],
  };
  const regions = { ...own.regions, [region]: changed };
  return { ...estate, accounts: { ...estate.accounts, [account]: { ...own, regions } } };
}
