import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import rule from '#rules/gcp/gke/gke-node-sa-overprivileged';
import { make } from '../../../support/build.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { projectPolicyWith, type Binding } from '../../../support/gcp/registry.ts';
import { testRule } from '../../../support/test-rule.ts';

const own = 'nodes@shop-prod.iam.gserviceaccount.com';
const usual = '1234-compute@developer.gserviceaccount.com';
const agent: Binding = {
  role: 'roles/container.serviceAgent',
  members: ['serviceAccount:service-1234@container-engine-robot.iam.gserviceaccount.com'],
};
const giving = (role: string, account = own): Binding => ({ role, members: [`serviceAccount:${account}`] });
const sometimes = (role: string): Binding => ({ ...giving(role), condition: { expression: 'false' } });
const of = (...bindings: readonly Binding[]) => projectPolicyWith(bindings);
const running = (serviceAccount?: string) =>
  gkeWith({ nodePools: [{ name: 'system', config: serviceAccount === undefined ? {} : { serviceAccount } }] });
const beside = [running(own)];
const elsewhere = (serviceAccount: string) =>
  make(gkeCluster, '//container.googleapis.com/projects/other/locations/l/clusters/far', {
    name: 'far',
    nodePools: [{ name: 'system', config: { serviceAccount } }],
  });
const holds = (roles: string, account = own, clusters = 'shop') =>
  `${account}, as which the nodes of ${clusters} run, holds ${roles}.`;
const untold = (role: string, member: string) => `What ${role} of ${member} lets nodes do is not read.`;
const custom = 'projects/shop-prod/roles/nodes';

const risky = [
  ...['roles/iam.serviceAccountTokenCreator', 'roles/iam.serviceAccountUser', 'roles/container.developer'],
  ...['roles/compute.instanceAdmin.v1', 'roles/secretmanager.secretAccessor', 'roles/storage.admin'],
  ...['roles/storage.objectAdmin', 'roles/artifactregistry.writer', 'roles/artifactregistry.repoAdmin'],
  ...['projects/shop-prod/roles/nodeADMIN'],
];
const needed = [
  ...['roles/container.defaultNodeServiceAccount', 'roles/container.nodeServiceAccount', 'roles/logging.logWriter'],
  ...['roles/monitoring.metricWriter', 'roles/monitoring.viewer', 'roles/autoscaling.metricsWriter'],
  ...['roles/stackdriver.resourceMetadata.writer', 'roles/artifactregistry.reader', 'roles/storage.objectViewer'],
];
const group = 'group:all@shop.example';
const set = 'principalSet://cloudresourcemanager.googleapis.com/projects/1/type/ServiceAccount';

testRule(rule, {
  pass: {
    'no bindings': { on: of(), beside },
    'what nodes need, asked strictly': {
      on: of(...needed.map((role) => giving(role))),
      beside,
      params: { strictNodeRoles: true },
    },
    'other roles': { on: of(giving('roles/viewer'), giving('roles/compute.administrator')), beside },
    'a broad role of an account that no nodes run as': {
      on: of(giving('roles/owner', 'ci@shop-prod.iam.gserviceaccount.com')),
      beside,
    },
    'an account that was deleted': {
      on: of({ role: 'roles/owner', members: [`deleted:serviceAccount:${own}?uid=1`] }),
      beside,
    },
    'a role that policy allows': {
      on: of(giving('roles/editor'), giving(custom)),
      beside,
      params: { allowedNodeRoles: ['roles/editor', custom] },
    },
    'a group in which policy says that there are no accounts of nodes': {
      on: of({ role: 'roles/owner', members: [group] }),
      beside,
      params: { groupsWithoutNodes: [group] },
    },
    'a harmless role of a group': { on: of({ role: 'roles/viewer', members: [group] }), beside },
    'a group where the project has no clusters': { on: of({ role: 'roles/owner', members: [group] }) },
    'a harmless role of all accounts': { on: of({ role: 'roles/viewer', members: [set] }), beside },
    'a person': { on: of({ role: 'roles/owner', members: ['user:admin@shop.example'] }), beside },
    'the default account of the project, which no nodes run as': {
      on: of(agent, giving('roles/editor', usual)),
      beside,
    },
    'the default account with the roles of nodes': {
      on: of(giving('roles/container.defaultNodeServiceAccount', usual)),
      beside: [running()],
    },
  },
  fail: {
    owner: { on: of(giving('roles/owner')), beside, key: own, grade: 'critical', message: holds('roles/owner') },
    editor: { on: of(giving('roles/editor')), beside, key: own, grade: 'critical', message: holds('roles/editor') },
    ...Object.fromEntries(
      ['roles/admin', 'roles/writer'].map((role) => [
        `the newer ${role}`,
        { on: of(giving(role)), beside, key: own, grade: 'critical' as const, message: holds(role) },
      ]),
    ),
    ...Object.fromEntries(
      risky.map((role) => [role, { on: of(giving(role)), beside, key: own, message: holds(role) }]),
    ),
    'the gravest role decides': {
      on: of(giving('roles/viewer'), giving('roles/compute.admin'), giving('roles/editor')),
      beside,
      key: own,
      grade: 'critical',
      message: holds('roles/compute.admin, roles/editor'),
    },
    'editor under a condition': {
      on: of(sometimes('roles/editor')),
      beside,
      key: own,
      message: holds('roles/editor under a condition'),
    },
    'a risky role under a condition': {
      on: of(sometimes('roles/storage.admin')),
      beside,
      key: own,
      grade: 'medium',
      message: holds('roles/storage.admin under a condition'),
    },
    'any other role, asked strictly': {
      on: of(giving('roles/viewer')),
      beside,
      params: { strictNodeRoles: true },
      key: own,
      grade: 'low',
      message: holds('roles/viewer'),
    },
    'any other role under a condition, asked strictly': {
      on: of(sometimes('roles/viewer')),
      beside,
      params: { strictNodeRoles: true },
      key: own,
      grade: 'low',
      message: holds('roles/viewer under a condition'),
    },
    'a role that nodes need is risky where policy does not allow it': {
      on: of(giving('roles/artifactregistry.writer')),
      beside,
      params: { allowedNodeRoles: [] },
      key: own,
      message: holds('roles/artifactregistry.writer'),
    },
    'the default account, by the number that the agent of GKE names': {
      on: of(agent, giving('roles/editor', usual)),
      beside: [running()],
      key: usual,
      grade: 'critical',
      message: holds('roles/editor', usual),
    },
    'default is its name too': {
      on: of(agent, giving('roles/editor', usual)),
      beside: [running('default')],
      key: usual,
      grade: 'critical',
      message: holds('roles/editor', usual),
    },
    'a default account that a pool names by its address': {
      on: of(giving('roles/editor', usual)),
      beside: [running(usual)],
      key: usual,
      grade: 'critical',
      message: holds('roles/editor', usual),
    },
    'nodes of another project': {
      on: of(giving('roles/editor')),
      beside: [elsewhere(own), running(own)],
      key: own,
      grade: 'critical',
      message: holds('roles/editor', own, 'far, shop'),
    },
    'a grave role beside one that is not read': {
      on: of(giving(custom), giving('roles/editor')),
      beside,
      key: own,
      grade: 'critical',
      message: holds('roles/editor'),
    },
  },
  unknown: {
    'a role that somebody made': {
      on: of(giving(custom)),
      beside,
      reason: 'outside',
      message: untold(custom, `serviceAccount:${own}`),
    },
    'a role that somebody made for an organization': {
      on: of(giving('organizations/1/roles/nodes')),
      beside,
      reason: 'outside',
      message: untold('organizations/1/roles/nodes', `serviceAccount:${own}`),
    },
    ...Object.fromEntries(
      ['allAuthenticatedUsers', 'allUsers', set, group].map((member) => [
        `nodes may be among ${member}`,
        {
          on: of({ role: 'roles/container.admin', members: [member] }),
          beside,
          reason: 'outside',
          message: untold('roles/container.admin', member),
        } as const,
      ]),
    ),
    'a role that somebody made, of a group': {
      on: of({ role: custom, members: [group] }),
      beside,
      reason: 'outside',
      message: untold(custom, group),
    },
    'all accounts of another project, where this one has no clusters': {
      on: of({ role: 'roles/owner', members: [set] }),
      reason: 'outside',
      message: untold('roles/owner', set),
    },
    'a role that somebody made, of a default account that may be the one of the project': {
      on: of(giving(custom, usual)),
      beside: [running()],
      reason: 'outside',
      message: untold(custom, `serviceAccount:${usual}`),
    },
    'the default account, where nothing names the number of the project': {
      on: of(giving('roles/editor', usual)),
      beside: [running()],
      reason: 'outside',
      message: untold('roles/editor', `serviceAccount:${usual}`),
    },
    'the default account, where agents of several projects work': {
      on: of(
        agent,
        { ...agent, members: ['serviceAccount:service-5678@container-engine-robot.iam.gserviceaccount.com'] },
        giving('roles/editor', usual),
      ),
      beside: [running()],
      reason: 'outside',
      message: untold('roles/editor', `serviceAccount:${usual}`),
    },
    'the default account of another project, where nodes run as one': {
      on: of(agent, giving('roles/editor', '5678-compute@developer.gserviceaccount.com')),
      beside: [elsewhere('default')],
      reason: 'outside',
      message: untold('roles/editor', 'serviceAccount:5678-compute@developer.gserviceaccount.com'),
    },
    'the clusters are unreadable': {
      on: of(giving('roles/editor')),
      hidden: [gkeCluster],
      reason: 'denied',
      message: 'container.clusters.list was refused.',
    },
    'files without clusters': { on: of(giving('roles/editor')), folder: 'recorded', reason: 'not-in-files' },
  },
});
