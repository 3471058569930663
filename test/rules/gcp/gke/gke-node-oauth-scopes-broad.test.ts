import { projectPolicy, projectPolicyOf } from '#clouds/gcp/resource-manager/project-policy/resource';
import rule from '#rules/gcp/gke/gke-node-oauth-scopes-broad';
import { make } from '../../../support/build.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const own = 'nodes@shop-prod.iam.gserviceaccount.com';
const urls = (scopes: readonly string[]) => scopes.map((it) => `https://www.googleapis.com/auth/${it}`);
const pool = (scopes: readonly string[], serviceAccount = 'default', name = 'system') => ({
  name,
  config: { serviceAccount, oauthScopes: urls(scopes) },
});
const of = (...nodePools: readonly object[]) => gkeWith({ nodePools: [...nodePools] });
const gives = (words: string, name = 'system') =>
  `Node pool ${name} gives the Compute Engine default service account the ${words}.`;
const key = 'system';
const holding = (...bindings: readonly { role: string; members?: readonly string[] }[]) => [
  make(projectPolicy, projectPolicyOf('shop-prod'), {
    bindings: bindings.map(({ role, members = [`serviceAccount:${own}`] }) => ({ role, members: [...members] })),
  }),
];
const system = of(pool(['cloud-platform'], own));
const holds = (role: string) => `Node pool system gives the scope cloud-platform to ${own}, which holds ${role}.`;
const above = `Node pool system has the scope cloud-platform; the roles of ${own} in folders and other projects are not read.`;
const risky = [
  ...['roles/owner', 'roles/editor', 'roles/iam.serviceAccountTokenCreator', 'roles/iam.serviceAccountUser'],
  ...['roles/container.developer', 'roles/compute.instanceAdmin.v1', 'roles/secretmanager.secretAccessor'],
  ...['roles/artifactregistry.writer', 'roles/artifactregistry.repoAdmin', 'roles/storage.admin'],
  ...['roles/storage.objectAdmin', 'projects/shop-prod/roles/nodeADMIN'],
];
const harmless = [
  ...['roles/container.defaultNodeServiceAccount', 'roles/artifactregistry.reader', 'roles/logging.logWriter'],
  ...['roles/viewer', 'roles/administrator', 'projects/shop-prod/roles/editor'],
];
const narrow = [
  'compute.readonly',
  'cloud-platform.read-only',
  'devstorage.read_only',
  'devstorage.write_only',
  'logging.write',
  'monitoring',
];

testRule(rule, {
  pass: {
    'the default account with narrow scopes': { on: of(pool(narrow)) },
    'an own account with narrow scopes': { on: of(pool(narrow, own)) },
    'no scopes at all: the API leaves an empty list out': {
      on: of({ name: 'system', config: { serviceAccount: 'default' } }),
    },
    'a pool without configuration': { on: of({ name: 'system' }) },
    "the cluster's nodeConfig only mirrors the first pool": {
      on: gkeWith({ nodePools: [pool(narrow)], nodeConfig: { oauthScopes: urls(['cloud-platform']) } }),
    },
  },
  fail: {
    'cloud-platform with the default account': {
      on: of(pool(['cloud-platform'])),
      key,
      message: gives('scope cloud-platform'),
    },
    'compute with the default account': { on: of(pool(['compute'])), key, message: gives('scope compute') },
    'devstorage.read_write with the default account': {
      on: of(pool(['devstorage.read_write'])),
      key,
      message: gives('scope devstorage.read_write'),
    },
    'devstorage.full_control with the default account': {
      on: of(pool(['devstorage.full_control'])),
      key,
      message: gives('scope devstorage.full_control'),
    },
    'several broad ones among narrow ones': {
      on: of(pool(['monitoring', 'compute', 'devstorage.full_control'])),
      key,
      message: gives('scopes compute, devstorage.full_control'),
    },
    'no account named is the default one': {
      on: of({ name: 'system', config: { oauthScopes: urls(['cloud-platform']) } }),
      key,
      message: gives('scope cloud-platform'),
    },
    "the project's Compute Engine account": {
      on: of(pool(['cloud-platform'], '123456789-compute@developer.gserviceaccount.com')),
      key,
      message: gives('scope cloud-platform'),
    },
    'an own account that holds several risky roles': {
      on: system,
      beside: holding({ role: 'roles/viewer' }, { role: 'roles/editor' }, { role: 'roles/compute.admin' }),
      key,
      message: holds('roles/editor, roles/compute.admin'),
    },
    ...Object.fromEntries(
      risky.map((role) => [
        `an own account that holds ${role}`,
        { on: system, beside: holding({ role }), key, message: holds(role) },
      ]),
    ),
    'an own account that holds a risky role under a condition': {
      on: system,
      beside: [
        make(projectPolicy, projectPolicyOf('shop-prod'), {
          bindings: [
            { role: 'roles/editor', members: [`serviceAccount:${own}`], condition: { expression: 'request.time < x' } },
          ],
        }),
      ],
      key,
      message: holds('roles/editor'),
    },
    'a condition that the answer does not show': {
      on: system,
      beside: holding({ role: 'roles/editor_withcond_2b17cc25d2cd9e2c54d8' }),
      key,
      message: holds('roles/editor'),
    },
    'each pool is a finding of its own': {
      on: of(pool(['cloud-platform']), pool(narrow, own, 'good'), pool(['compute'], 'default', 'batch')),
      key,
      message: gives('scope cloud-platform'),
      also: [gives('scope compute', 'batch')],
    },
  },
  unknown: {
    'cloud-platform with an own account of node roles: folders and other projects may give it more': {
      on: system,
      beside: holding(...harmless.map((role) => ({ role }))),
      reason: 'outside',
      message: above,
    },
    'the risky roles of others are not its own': {
      on: system,
      beside: holding({
        role: 'roles/owner',
        members: ['user:admin@shop.example', `deleted:serviceAccount:${own}?uid=1`, 'serviceAccount:other@x.com'],
      }),
      reason: 'outside',
      message: above,
    },
    'a binding without members or role': {
      on: system,
      beside: [make(projectPolicy, projectPolicyOf('shop-prod'), { bindings: [{ role: 'roles/owner' }, {}] })],
      reason: 'outside',
      message: above,
    },
    'a policy without bindings': { on: system, beside: holding(), reason: 'outside', message: above },
    'a policy that is not there': { on: system, reason: 'outside', message: above },
    'another broad scope with such an account': {
      on: of(pool(['compute', 'devstorage.read_write'], own)),
      beside: holding({ role: 'roles/viewer' }),
      reason: 'outside',
      message: `Node pool system has the scopes compute, devstorage.read_write; the roles of ${own} in folders and other projects are not read.`,
    },
    'the roles of an own account are unreadable': {
      on: system,
      hidden: [projectPolicy],
      reason: 'denied',
      message: 'resourcemanager.projects.getIamPolicy was refused.',
    },
    'files without the policy of the project': { on: system, folder: 'recorded', reason: 'not-in-files' },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    Autopilot: {
      on: gkeWith({ autopilot: { enabled: true }, nodePools: [pool(['cloud-platform'])] }),
      message: 'Autopilot is judged by the account of its nodes',
    },
    'no pools': { on: of(), message: 'the cluster has no node pools' },
  },
});
