import rule from '#rules/gcp/gke/gke-workload-identity-overprivileged';
import { giving, podsOfShop, sometimes } from '../../../support/gcp/grants.ts';
import { projectPolicyWith, type Binding } from '../../../support/gcp/registry.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (...bindings: readonly Binding[]) => projectPolicyWith(bindings);
const web = `${podsOfShop.replace('Set', '')}/subject/ns/shop/sa/web`;
const old = 'serviceAccount:shop-prod.svc.id.goog[shop/web]';
const who = 'The account web in shop of any cluster of shop-prod.svc.id.goog';
const holds = (role: string, holder = who) => `${holder} holds roles/${role} in the project.`;
const custom = 'projects/shop-prod/roles/deployer';
const basic = ['owner', 'editor', 'admin', 'writer'];
const broad = [
  ...['storage.admin', 'compute.instanceAdmin.v1', 'resourcemanager.projectIamAdmin', 'iam.serviceAccountKeyAdmin'],
  ...['iam.serviceAccountTokenCreator', 'iam.serviceAccountUser', 'iam.workloadIdentityUser', 'container.developer'],
  ...['iam.serviceAccountOpenIdTokenCreator', 'storage.ADMIN'],
];

testRule(rule, {
  pass: {
    'no bindings': { on: of() },
    'narrow roles': { on: of(giving('storage.objectViewer', web), giving('cloudsql.client', old)) },
    'a role that policy allows': {
      on: of(giving('storage.admin', web)),
      params: { allowedRoles: ['roles/storage.admin'] },
    },
    'a custom role that policy allows': {
      on: of({ role: custom, members: [web] }),
      params: { allowedRoles: [custom] },
    },
    'others hold what they hold': {
      on: of(giving('owner', 'user:ann@shop.example'), { role: custom, members: ['group:ops@shop.example'] }),
    },
    'who was deleted': { on: of(giving('owner', `deleted:${web}`)) },
  },
  fail: {
    ...Object.fromEntries(
      basic.map((role) => [
        role,
        { on: of(giving(role, web)), key: web, grade: 'critical' as const, message: holds(role) },
      ]),
    ),
    ...Object.fromEntries(broad.map((role) => [role, { on: of(giving(role, web)), key: web, message: holds(role) }])),
    'an account by its older name': { on: of(giving('storage.admin', old)), key: old, message: holds('storage.admin') },
    'a set of pods': {
      on: of(giving('storage.admin', `${podsOfShop}/namespace/shop`)),
      key: `${podsOfShop}/namespace/shop`,
      message: holds('storage.admin', 'Every pod in shop of any cluster of shop-prod.svc.id.goog'),
    },
    'all pods of a pool, named as a group': {
      on: of(giving('storage.admin', 'group:shop-prod.svc.id.goog:/allAuthenticatedUsers/')),
      key: 'group:shop-prod.svc.id.goog:/allAuthenticatedUsers/',
      message: holds('storage.admin', 'Every pod of every cluster of shop-prod.svc.id.goog'),
    },
    'a set that is told in another way': {
      on: of(giving('storage.admin', `${podsOfShop}/attribute.x/y`)),
      key: `${podsOfShop}/attribute.x/y`,
      message: holds('storage.admin', `${podsOfShop}/attribute.x/y`),
    },
    'a basic role under a condition': {
      on: of(sometimes('editor', web)),
      key: web,
      message: `${who} holds roles/editor under a condition in the project.`,
    },
    'a broad role under a condition': {
      on: of(sometimes('storage.admin', web)),
      key: web,
      grade: 'medium',
      message: `${who} holds roles/storage.admin under a condition in the project.`,
    },
    'a condition that the answer does not show': {
      on: of(giving('storage.admin_withcond_2b17cc25d2cd9e2c54d8', web)),
      key: web,
      grade: 'medium',
      message: `${who} holds roles/storage.admin under a condition in the project.`,
    },
    'the gravest of several roles': {
      on: of(giving('storage.admin', web), giving('viewer', web), giving('owner', web)),
      key: web,
      grade: 'critical',
      message: `${who} holds roles/storage.admin, roles/owner in the project.`,
    },
    'each identity is a finding of its own': {
      on: of(giving('storage.admin', web, old)),
      key: web,
      message: holds('storage.admin'),
      also: [holds('storage.admin')],
    },
    'what is seen stays, whatever a custom role allows': {
      on: of(giving('owner', web), { role: custom, members: [web] }),
      key: web,
      grade: 'critical',
      message: holds('owner'),
    },
  },
  unknown: {
    'the name of a custom role tells nothing': {
      on: of({ role: 'projects/shop-prod/roles/shopAdmin', members: [web] }),
      reason: 'outside',
    },
    'what a custom role allows is not read': {
      on: of({ role: custom, members: [web] }),
      reason: 'outside',
      message: `What ${custom} of ${web} allows is not read.`,
    },
  },
});
