import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import rule from '#rules/gcp/gke/gke-iam-cluster-admin-broad';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { projectPolicyWith, type Binding } from '../../../support/gcp/registry.ts';
import { testRule } from '../../../support/test-rule.ts';

const people = (count: number) => Array.from({ length: count }, (_, i) => `user:admin${i + 1}@shop.example`);
const giving = (role: string, ...members: readonly string[]): Binding => ({ role: `roles/${role}`, members });
const sometimes = (role: string, ...members: readonly string[]): Binding => ({
  ...giving(role, ...members),
  condition: { expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' },
});
const of = (...bindings: readonly Binding[]) => projectPolicyWith(bindings);
const nodes = 'nodes@shop-prod.iam.gserviceaccount.com';
const running = gkeWith({ nodePools: [{ name: 'system', config: { serviceAccount: nodes } }] });
const tooMany = 'More than 5 principals administer its clusters.';
const pods =
  'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shop-prod.svc.id.goog';
const workforce = 'principalSet://iam.googleapis.com/locations/global/workforcePools/staff';

const crowds = [
  'domain:shop.example',
  `${workforce}/*`,
  `${pods}/*`,
  `${pods}/kubernetes.cluster/https://container.googleapis.com/v1/projects/shop-prod/locations/l/clusters/shop`,
  'principalSet://cloudresourcemanager.googleapis.com/projects/1/type/ServiceAccount',
  'group:shop-prod.svc.id.goog:/allAuthenticatedUsers/',
];
const roles = [
  'owner',
  'editor',
  'admin',
  'writer',
  'container.admin',
  'container.clusterAdmin',
  'container.developer',
];
const googles = [
  'serviceAccount:1@cloudservices.gserviceaccount.com',
  'serviceAccount:service-1@container-engine-robot.iam.gserviceaccount.com',
  'serviceAccount:service-1@compute-system.iam.gserviceaccount.com',
  'serviceAccount:service-1@containerregistry.iam.gserviceaccount.com',
];

testRule(rule, {
  pass: {
    'no bindings': { on: of() },
    'as many principals as policy lets': { on: of(giving('container.admin', ...people(5))) },
    'a group counts as one': { on: of(giving('container.admin', 'group:admins@shop.example')) },
    'who holds several roles counts once': {
      on: of(...roles.map((role) => giving(role, ...people(5)))),
    },
    'other roles do not count': {
      on: of(giving('container.viewer', ...people(9), 'domain:shop.example'), giving('viewer', 'allUsers')),
    },
    'the agents of Google do not count': { on: of(giving('editor', ...people(5), ...googles)) },
    'who was deleted does not count': {
      on: of(giving('owner', ...people(5), 'deleted:user:gone@shop.example?uid=1', 'deleted:domain:old.example?uid=2')),
    },
    'an allowed member does not count': {
      on: of(giving('owner', ...people(6))),
      params: { allowedMembers: ['user:admin6@shop.example'] },
    },
    'the accounts of nodes do not count': {
      on: of(giving('editor', ...people(5), `serviceAccount:${nodes}`)),
      beside: [running],
    },
    'policy lets more': { on: of(giving('owner', ...people(6))), params: { maxMembers: 6 } },
    'a set of some identities counts as one': {
      on: of(giving('container.admin', `${workforce}/group/admins`, `${pods}/namespace/deploy`)),
    },
    'a binding without members or role': { on: of({ role: 'roles/owner' }, { members: people(6) }) },
  },
  fail: {
    'anyone on the internet': {
      on: of(giving('container.admin', 'allUsers')),
      key: 'allUsers',
      grade: 'critical',
      message: 'allUsers holds roles/container.admin in the project.',
    },
    'anyone with a Google account': {
      on: of(giving('container.developer', 'allAuthenticatedUsers')),
      key: 'allAuthenticatedUsers',
      grade: 'critical',
      message: 'allAuthenticatedUsers holds roles/container.developer in the project.',
    },
    'anyone under a condition': {
      on: of(sometimes('container.admin', 'allUsers')),
      key: 'allUsers',
      message: 'allUsers holds roles/container.admin under a condition in the project.',
    },
    'a grant without a condition beside one with': {
      on: of(sometimes('owner', 'allUsers'), giving('editor', 'allUsers')),
      key: 'allUsers',
      grade: 'critical',
      message: 'allUsers holds roles/owner, roles/editor in the project.',
    },
    ...Object.fromEntries(
      crowds.map((member) => [
        `a crowd: ${member}`,
        {
          on: of(giving('container.admin', member)),
          key: member,
          message: `${member} holds roles/container.admin in the project.`,
        },
      ]),
    ),
    'a crowd under a condition': {
      on: of(sometimes('editor', 'domain:shop.example')),
      key: 'domain:shop.example',
      grade: 'medium',
      message: 'domain:shop.example holds roles/editor under a condition in the project.',
    },
    ...Object.fromEntries(
      roles.map((role) => [`too many hold ${role}`, { on: of(giving(role, ...people(6))), message: tooMany }]),
    ),
    'the roles count together': {
      on: of(...roles.map((role, at) => giving(role, ...people(8).slice(at, at + 2)))),
      message: tooMany,
    },
    'too many under conditions': { on: of(sometimes('owner', ...people(6))), grade: 'medium', message: tooMany },
    'too many, one of them under a condition': {
      on: of(giving('owner', ...people(5)), sometimes('owner', 'user:last@shop.example')),
      grade: 'medium',
      message: tooMany,
    },
    'the limit of policy': {
      on: of(giving('owner', ...people(1))),
      params: { maxMembers: 0 },
      message: 'More than 0 principals administer its clusters.',
    },
    'an account that is named like an agent of Google': {
      on: of(giving('owner', ...people(5), 'serviceAccount:service-1@stranger.iam.gserviceaccount.com')),
      message: tooMany,
    },
    'an account that no nodes run as': {
      on: of(giving('owner', ...people(5), 'serviceAccount:ci@shop-prod.iam.gserviceaccount.com')),
      beside: [running],
      message: tooMany,
    },
    'too many people, whatever runs as the accounts': {
      on: of(giving('owner', ...people(6), `serviceAccount:${nodes}`)),
      hidden: [gkeCluster],
      message: tooMany,
    },
    'a crowd beside too many': {
      on: of(giving('owner', 'domain:shop.example', ...people(6))),
      key: 'domain:shop.example',
      message: 'domain:shop.example holds roles/owner in the project.',
      also: [tooMany],
    },
  },
  unknown: {
    'whether nodes run as an account is unreadable': {
      on: of(giving('owner', ...people(5), `serviceAccount:${nodes}`)),
      hidden: [gkeCluster],
      reason: 'denied',
      message: 'container.clusters.list was refused.',
    },
  },
});
