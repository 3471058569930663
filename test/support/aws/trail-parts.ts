import type { TrailCase } from './trail.ts';

const shop = { clusterName: 'shop' };
const deployArn = 'arn:aws:eks:eu-west-1:111122223333:capability/shop/argocd/deploy/5d6e';
const deploy = { 'eks.capability': [deployArn] };
const answer = { capability: { arn: deployArn, capabilityName: 'deploy', clusterName: 'shop' } };
const ssoArn = 'arn:aws:eks:eu-west-1:111122223333:identityproviderconfig/shop/oidc/sso/7a8b';
const sso = { 'eks.identity-provider': ['eks:identityproviderconfig/shop/oidc/sso/'] };
const batchArn = 'arn:aws:eks:eu-west-1:111122223333:fargateprofile/shop/batch/9c0d';
const update = { update: { id: '7a1b', status: 'InProgress', type: 'AssociateIdentityProviderConfig' } };

/** What is done to the capabilities of a cluster, and to the providers whose tokens it accepts. */
export const eksPartCases: readonly TrailCase[] = [
  {
    call: 'eks:CreateCapability',
    request: { ...shop, capabilityName: 'deploy', type: 'ARGOCD' },
    response: answer,
    touched: deploy,
  },
  {
    call: 'eks:UpdateCapability',
    request: { ...shop, capabilityName: 'deploy' },
    response: { update: { id: '7a1b', status: 'InProgress', type: 'CapabilityUpdate' } },
    touched: { 'eks.capability': 'any' },
  },
  { call: 'eks:DeleteCapability', request: { ...shop, capabilityName: 'deploy' }, response: answer, touched: deploy },
  {
    call: 'eks:AssociateIdentityProviderConfig',
    request: { ...shop, oidc: { identityProviderConfigName: 'sso', issuerUrl: 'https://login.example.com' } },
    response: update,
    touched: sso,
  },
  {
    call: 'eks:DisassociateIdentityProviderConfig',
    request: { ...shop, identityProviderConfig: { type: 'oidc', name: 'sso' } },
    response: update,
    touched: sso,
  },
  { call: 'eks:AssociateIdentityProviderConfig', request: shop, touched: { 'eks.identity-provider': 'any' } },
  {
    call: 'eks:CreateFargateProfile',
    request: { ...shop, fargateProfileName: 'batch', selectors: [{ namespace: 'batch' }] },
    response: { fargateProfile: { fargateProfileArn: batchArn, fargateProfileName: 'batch', clusterName: 'shop' } },
    touched: { 'eks.fargate-profile': [batchArn] },
  },
  {
    call: 'eks:DeleteFargateProfile',
    request: { ...shop, fargateProfileName: 'batch' },
    touched: { 'eks.fargate-profile': ['eks:fargateprofile/shop/batch/'] },
  },
  { call: 'eks:DeleteFargateProfile', request: shop, touched: { 'eks.fargate-profile': 'any' } },
  ...['eks:TagResource', 'eks:UntagResource'].flatMap((call): TrailCase[] => [
    { call, request: { resourceArn: deployArn }, touched: deploy },
    { call, request: { resourceArn: batchArn }, touched: { 'eks.fargate-profile': [batchArn] } },
    { call, request: { resourceArn: ssoArn }, touched: { 'eks.identity-provider': [ssoArn] } },
  ]),
];

const once = (type: string): Readonly<Record<string, readonly string[]>> => ({
  [type]: [`aws:111122223333:eu-west-1/${type}`],
});

/** What is done to what an account may share with everybody. */
export const sharingCases: readonly TrailCase[] = [
  ...['ec2:ModifySnapshotAttribute', 'ec2:ResetSnapshotAttribute', 'ec2:DeleteSnapshot'].map((call) => ({
    ...{ call, request: { snapshotId: 'snap-0a1' }, touched: once('ec2.public-snapshots') },
  })),
  { call: 'ec2:EnableSnapshotBlockPublicAccess', request: null, touched: once('ec2.snapshot-public-block') },
  { call: 'ec2:DisableSnapshotBlockPublicAccess', request: null, touched: once('ec2.snapshot-public-block') },
  { call: 'ec2:EnableImageBlockPublicAccess', request: null, touched: once('ec2.image-public-block') },
  { call: 'ec2:DisableImageBlockPublicAccess', request: null, touched: once('ec2.image-public-block') },
];

const list = { 'cloudtrail.trails': ['aws:111122223333:global/cloudtrail.trails'] };
const status = { 'cloudtrail.trail-status': 'any' } as const;
const selectors = { 'cloudtrail.trail-selectors': 'any' } as const;

/** What is done to trails. */
export const trailCases: readonly TrailCase[] = [
  { call: 'cloudtrail:CreateTrail', request: { name: 'main' }, touched: { ...list, ...status, ...selectors } },
  { call: 'cloudtrail:UpdateTrail', request: { name: 'main' }, touched: list },
  { call: 'cloudtrail:DeleteTrail', request: { name: 'main' }, touched: { ...list, ...status, ...selectors } },
  { call: 'cloudtrail:StartLogging', request: { name: 'main' }, touched: status },
  { call: 'cloudtrail:StopLogging', request: { name: 'main' }, touched: status },
  { call: 'cloudtrail:PutEventSelectors', request: { trailName: 'main' }, touched: selectors },
];

const planeLogs = { 'logs.log-group': ['logs:log-group:/aws/eks/shop/cluster'] };
const planeGroup = { logGroupName: '/aws/eks/shop/cluster' };

/** What is done to the log groups of control planes. */
export const logGroupCases: readonly TrailCase[] = [
  ...['CreateLogGroup', 'PutRetentionPolicy', 'DeleteRetentionPolicy', 'DeleteLogGroup'].map((name) => ({
    ...{ call: `logs:${name}`, request: planeGroup, touched: planeLogs },
  })),
  ...['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'].map((call) => ({
    ...{ call, request: planeGroup, touched: planeLogs },
  })),
  {
    call: 'logs:AssociateKmsKey',
    request: { resourceIdentifier: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/shop/cluster' },
    touched: planeLogs,
  },
  { call: 'logs:PutRetentionPolicy', request: { logGroupName: '/aws/lambda/orders' }, touched: {} },
  { call: 'logs:PutRetentionPolicy', request: { retentionInDays: 1 }, touched: { 'logs.log-group': 'any' } },
];
