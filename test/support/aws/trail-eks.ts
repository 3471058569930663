import type { TrailCase } from './trail.ts';

const shop = { clusterName: 'shop' };
const cluster = { 'eks.cluster': ['eks:cluster/shop'] };
const update = { update: { id: '7a1b', status: 'InProgress', type: 'ConfigUpdate' } };
const web = { nodegroup: { nodegroupArn: 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/web/3c0f' } };
const cni = { addon: { addonArn: 'arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/1f2e' } };
const dev = 'arn:aws:iam::111122223333:role/teams/Dev';
const encoded = 'arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fteams%2FDev';
const entryArn = 'arn:aws:eks:eu-west-1:111122223333:access-entry/shop/role/111122223333/teams/Dev/9d8c';
const entry = { accessEntry: { accessEntryArn: entryArn } };
const policies = { 'eks.access-policies': ['eks:access-entry/shop/role/111122223333/teams/Dev/policies'] };

const tagging = ['eks:TagResource', 'eks:UntagResource'].flatMap((call): TrailCase[] => [
  {
    call,
    request: { resourceArn: 'arn%3Aaws%3Aeks%3Aeu-west-1%3A111122223333%3Acluster%2Fshop', tags: { team: 'a' } },
    touched: cluster,
  },
  {
    call,
    request: { resourceArn: web.nodegroup.nodegroupArn },
    touched: { 'eks.nodegroup': [web.nodegroup.nodegroupArn] },
  },
  { call, request: { resourceArn: cni.addon.addonArn }, touched: { 'eks.addon': [cni.addon.addonArn] } },
  { call, request: { resourceArn: entryArn }, touched: { 'eks.access-entry': [entryArn] } },
]);

export const eksCases: readonly TrailCase[] = [
  {
    call: 'eks:CreateCluster',
    request: { name: 'shop', roleArn: 'arn:aws:iam::111122223333:role/eks' },
    response: { cluster: { name: 'shop', status: 'CREATING' } },
    touched: cluster,
  },
  {
    call: 'eks:UpdateClusterConfig',
    request: { name: 'shop', resourcesVpcConfig: { endpointPublicAccess: true } },
    response: update,
    touched: cluster,
  },
  {
    call: 'eks:UpdateClusterVersion',
    request: { name: 'shop', version: '1.34' },
    response: update,
    touched: cluster,
  },
  { call: 'eks:AssociateEncryptionConfig', request: shop, response: update, touched: cluster },
  { call: 'eks:CancelUpdate', request: { name: 'shop', updateId: '7a1b' }, touched: cluster },
  { call: 'eks:RegisterCluster', request: { name: 'shop' }, touched: cluster },
  { call: 'eks:DeregisterCluster', request: { name: 'shop' }, touched: cluster },
  { call: 'eks:DeleteCluster', request: { name: 'shop' }, touched: cluster },
  {
    call: 'eks:CreateNodegroup',
    request: { ...shop, nodegroupName: 'web' },
    response: web,
    touched: { 'eks.nodegroup': ['eks:nodegroup/shop/web/3c0f'] },
  },
  {
    call: 'eks:UpdateNodegroupConfig',
    request: { name: 'shop', nodegroupName: 'web', scalingConfig: { minSize: 2 } },
    response: update,
    touched: { 'eks.nodegroup': ['eks:nodegroup/shop/web/'] },
  },
  {
    call: 'eks:UpdateNodegroupVersion',
    request: { ...shop, nodegroupName: 'web' },
    response: update,
    touched: { 'eks.nodegroup': ['eks:nodegroup/shop/web/'] },
  },
  {
    call: 'eks:DeleteNodegroup',
    request: { ...shop, nodegroupName: 'web' },
    response: web,
    touched: { 'eks.nodegroup': ['eks:nodegroup/shop/web/3c0f'] },
  },
  {
    call: 'eks:CreateAddon',
    request: { ...shop, addonName: 'vpc-cni' },
    response: cni,
    touched: { 'eks.addon': ['eks:addon/shop/vpc-cni/1f2e'] },
  },
  {
    call: 'eks:UpdateAddon',
    request: { ...shop, addonName: 'vpc-cni', configurationValues: '{}' },
    response: update,
    touched: { 'eks.addon': ['eks:addon/shop/vpc-cni/'] },
  },
  {
    call: 'eks:DeleteAddon',
    request: { ...shop, addonName: 'vpc-cni' },
    response: cni,
    touched: { 'eks.addon': ['eks:addon/shop/vpc-cni/1f2e'] },
  },
  {
    call: 'eks:CreateAccessEntry',
    request: { ...shop, principalArn: dev },
    response: entry,
    touched: { 'eks.access-entry': [entryArn], ...policies },
  },
  {
    call: 'eks:UpdateAccessEntry',
    request: { ...shop, principalArn: encoded, kubernetesGroups: ['viewers'] },
    response: entry,
    touched: { 'eks.access-entry': [entryArn] },
  },
  {
    call: 'eks:DeleteAccessEntry',
    request: { name: 'shop', principalArn: encoded },
    touched: { 'eks.access-entry': ['eks:access-entry/shop/role/111122223333/teams/Dev/'], ...policies },
  },
  { call: 'eks:AssociateAccessPolicy', request: { ...shop, principalArn: encoded }, touched: policies },
  { call: 'eks:DisassociateAccessPolicy', request: { ...shop, principalArn: dev }, touched: policies },
  ...tagging,
];

/** Requests that do not say which object: hidden, of another form, or absent. */
export const unsaidEksCases: readonly TrailCase[] = [
  { call: 'eks:DeleteCluster', request: null, touched: { 'eks.cluster': 'any' } },
  { call: 'eks:DeleteCluster', request: { name: 'a/b' }, touched: { 'eks.cluster': 'any' } },
  {
    call: 'eks:DeleteCluster',
    request: { name: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    touched: { 'eks.cluster': 'any' },
  },
  { call: 'eks:UpdateNodegroupConfig', request: shop, touched: { 'eks.nodegroup': 'any' } },
  {
    call: 'eks:UpdateAddon',
    request: { addonName: 'vpc-cni' },
    touched: { 'eks.addon': 'any' },
  },
  {
    call: 'eks:AssociateAccessPolicy',
    request: { ...shop, principalArn: 'Dev' },
    touched: { 'eks.access-policies': 'any' },
  },
];
