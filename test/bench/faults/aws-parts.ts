import type { Capability, InsightSummary, OidcIdentityProviderConfig } from '@aws-sdk/client-eks';
import type { Reading } from '#model';
import { emptyRegion, type AwsRegion, type HeldTrail } from '../../sim/aws/estate.ts';
import { generateAwsEstate } from '../../sim/aws/generate.ts';
import { awsReadings } from '../fleet/aws.ts';

/** Parts of two clusters: what is wrong with those of the first is right with those of the second. */
export function clusterParts(account: string, region: string, held: AwsRegion): Partial<AwsRegion> {
  const [wrong = '', right = ''] = held.clusters.map(({ name }) => name);
  const arn = (path: string): string => `arn:aws:eks:${region}:${account}:${path}`;
  const capability = (clusterName: string, role: string, vpceIds: string[]): Capability => ({
    capabilityName: 'deploy',
    clusterName,
    arn: arn(`capability/${clusterName}/argocd/deploy/0a1b2c3d`),
    type: 'ARGOCD',
    status: 'ACTIVE',
    roleArn: `arn:aws:iam::${account}:role/${role}`,
    configuration: { argoCd: { namespace: 'argocd', networkAccess: { vpceIds } } },
  });
  const insight = (status: 'ERROR' | 'PASSING'): InsightSummary => ({
    id: '0a1b2c3d-0000-4000-8000-000000000001',
    name: 'Deprecated APIs removed in Kubernetes v1.35',
    category: 'UPGRADE_READINESS',
    insightStatus: { status, reason: 'What the audit log shows.' },
  });
  const provider = (clusterName: string, prefix: string): OidcIdentityProviderConfig => ({
    identityProviderConfigName: 'sso',
    identityProviderConfigArn: arn(`identityproviderconfig/${clusterName}/oidc/sso/0a1b2c3d`),
    clusterName,
    issuerUrl: 'https://login.example.com',
    clientId: 'kubernetes',
    groupsClaim: 'groups',
    groupsPrefix: prefix,
    status: 'ACTIVE',
  });
  return {
    capabilities: [capability(wrong, 'try-out-anything', []), capability(right, 'try-out-pods-bound', ['vpce-1'])],
    insights: { ...held.insights, [wrong]: [insight('ERROR')], [right]: [insight('PASSING')] },
    identityProviders: [provider(wrong, ''), provider(right, 'sso:')],
    launchTemplateVersions: withToken(held),
    snapshots: [{ snapshot: { SnapshotId: 'snap-0a1b2c3d', OwnerId: account, State: 'completed' }, isPublic: true }],
    snapshotPublicBlock: 'block-new-sharing',
  };
}

/** One template's user data holds a token. */
const withToken = ({ launchTemplateVersions: all, nodegroups }: AwsRegion): AwsRegion['launchTemplateVersions'] => {
  const used = nodegroups.find(({ launchTemplate }) => launchTemplate)?.launchTemplate?.id;
  const UserData = Buffer.from(`#!/bin/sh\nexport GIT_TOKEN=ghp_${'A1b2C3d4'.repeat(5)}\n`).toString('base64');
  return all.map((it) =>
    it.LaunchTemplateId === used ? { ...it, LaunchTemplateData: { ...it.LaunchTemplateData, UserData } } : it,
  );
};

/** A trail that records all but what is done with keys. */
export const trailWithoutKeys = (account: string, region: string): HeldTrail => ({
  trail: {
    Name: 'management',
    TrailARN: `arn:aws:cloudtrail:${region}:${account}:trail/management`,
    HomeRegion: region,
    IsMultiRegionTrail: true,
    LogFileValidationEnabled: true,
  },
  status: { IsLogging: true },
  selectors: {
    EventSelectors: [
      { ReadWriteType: 'All', IncludeManagementEvents: true, ExcludeManagementEventSources: ['kms.amazonaws.com'] },
    ],
  },
});

/** Another account with one cluster and a trail that nothing is wrong with: what an account has once, it has well. */
export function wellRecorded(region: string): readonly Reading[] {
  const generated = generateAwsEstate({ seed: 3, clusters: 1, accounts: 1, regions: [region] });
  return Object.entries(generated.accounts).flatMap(([account, own]) => {
    const [cluster] = own.regions[region]?.clusters ?? [];
    const { trail, status } = trailWithoutKeys(account, region);
    const trails = [{ trail, status, selectors: { EventSelectors: [{ ReadWriteType: 'All' as const }] } }];
    const regions = { [region]: emptyRegion({ clusters: cluster ? [cluster] : [] }) };
    const bare = { ...own, iam: { ...own.iam, roles: [], policies: [], oidcProviders: {} } };
    const estate = { accounts: { [account]: { ...bare, trails, regions } }, accessKeys: {} };
    return [...awsReadings(estate)].map((it) => ({ ...it, complete: it.complete.filter((name) => known.has(name)) }));
  });
}

/** Of the other account no more is known than this. That it has no registry is: else no image anywhere were a stranger's. */
const known: ReadonlySet<string> = new Set([
  'cloudtrail.trails',
  'cloudtrail.trail-status',
  'cloudtrail.trail-selectors',
  'ecr.repository',
  'eks.cluster',
]);
