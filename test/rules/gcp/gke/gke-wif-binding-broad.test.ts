import rule from '#rules/gcp/gke/gke-wif-binding-broad';
import { giving, podsOfShop, sometimes } from '../../../support/gcp/grants.ts';
import { projectPolicyWith, type Binding } from '../../../support/gcp/registry.ts';
import { testRule } from '../../../support/test-rule.ts';

const of = (...bindings: readonly Binding[]) => projectPolicyWith(bindings);
const cluster = `${podsOfShop}/kubernetes.cluster/https://container.googleapis.com/v1/projects/shop-prod/locations/l/clusters/web`;
const namespace = `${podsOfShop}/namespace/shop`;
const old = (account: string) => `serviceAccount:shop-prod.svc.id.goog[${account}]`;
const subject = (ns: string, sa: string) => `${podsOfShop.replace('Set', '')}/subject/ns/${ns}/sa/${sa}`;
const everyPod = 'Every pod of every cluster of shop-prod.svc.id.goog';
const inShop = 'Every pod in shop of any cluster of shop-prod.svc.id.goog';
const nameless = (ns: string) => `Every pod that names no account in ${ns} of any cluster of shop-prod.svc.id.goog`;
const holds = (who: string, role: string) => `${who} holds roles/${role} in the project.`;
const acting = [
  ...['iam.workloadIdentityUser', 'iam.serviceAccountTokenCreator', 'iam.serviceAccountOpenIdTokenCreator'],
  ...['iam.serviceAccountUser', 'iam.serviceAccountKeyAdmin'],
];
const github = podsOfShop.replace('shop-prod.svc.id.goog', 'github');
const machines = 'principalSet://cloudresourcemanager.googleapis.com/projects/1/type/ServiceAccount';
const wholePool = 'group:shop-prod.svc.id.goog:/allAuthenticatedUsers/';
const custom = 'projects/shop-prod/roles/deployer';
const [user = ''] = acting;

testRule(rule, {
  pass: {
    'no bindings': { on: of() },
    'a single account': { on: of(giving('viewer', subject('shop', 'web')), giving(user, old('shop/web'))) },
    'a single account by its id': { on: of(giving('viewer', `${podsOfShop}/kubernetes.serviceaccount.uid/1-2`)) },
    'people and accounts of Google': {
      on: of(giving(user, 'user:ann@shop.example', 'serviceAccount:ci@shop-prod.iam.gserviceaccount.com')),
    },
    'pools that are no pools of pods, for a role over no accounts': { on: of(giving('viewer', `${github}/*`)) },
    'one repository of such a pool': { on: of(giving(user, `${github}/attribute.repository/shop/web`)) },
    'a group of people': { on: of(giving(user, 'group:ops@shop.example')) },
    'a custom role of a single account, and of people': {
      on: of({ role: custom, members: [old('shop/web'), 'user:ann@shop.example'] }),
    },
    'a namespace that policy allows': { on: of(giving('viewer', namespace)), params: { allowedNamespaces: ['shop'] } },
    'pods without an account, for a role over no accounts': { on: of(giving('viewer', old('shop/default'))) },
    'anyone, for a role over no accounts': { on: of(giving('browser', 'allUsers')) },
    'who was deleted': { on: of(giving('viewer', `deleted:${namespace}`)) },
  },
  fail: {
    ...Object.fromEntries(
      acting.flatMap((role) =>
        ['allUsers', 'allAuthenticatedUsers'].map((member) => [
          `${member} by ${role}`,
          { on: of(giving(role, member)), key: member, grade: 'critical' as const, message: holds(member, role) },
        ]),
      ),
    ),
    'all pods of a pool': {
      on: of(giving('viewer', `${podsOfShop}/*`)),
      key: `${podsOfShop}/*`,
      message: holds(everyPod, 'viewer'),
    },
    'all pods of a pool, named as a group': {
      on: of(giving('trafficdirector.client', wholePool)),
      key: wholePool,
      message: holds(everyPod, 'trafficdirector.client'),
    },
    ...Object.fromEntries(
      [`${github}/*`, 'domain:shop.example', machines].map((member) => [
        `${member} acts as accounts`,
        { on: of(giving(user, member)), key: member, message: holds(member, user) },
      ]),
    ),
    'all pods of a cluster': {
      on: of(giving('viewer', cluster)),
      key: cluster,
      message: holds('Every pod of the cluster web', 'viewer'),
    },
    'all pods of a namespace': {
      on: of(giving('viewer', namespace)),
      key: namespace,
      grade: 'medium',
      message: holds(inShop, 'viewer'),
    },
    'all pods of a namespace that policy does not allow': {
      on: of(giving('viewer', namespace)),
      params: { allowedNamespaces: ['other'] },
      key: namespace,
      grade: 'medium',
      message: holds(inShop, 'viewer'),
    },
    ...Object.fromEntries(
      acting.map((role) => [
        `pods without an account act as accounts by ${role}`,
        {
          on: of(giving(role, old('shop/default'))),
          key: old('shop/default'),
          grade: 'medium' as const,
          message: holds(nameless('shop'), role),
        },
      ]),
    ),
    'the same by the newer name': {
      on: of(giving(user, subject('shop', 'default'))),
      key: subject('shop', 'default'),
      grade: 'medium',
      message: holds(nameless('shop'), user),
    },
    'pods without an account in the default namespace': {
      on: of(giving(user, old('default/default'))),
      key: old('default/default'),
      message: holds(nameless('default'), user),
    },
    'a condition makes it less grave': {
      on: of(sometimes('viewer', `${podsOfShop}/*`)),
      key: `${podsOfShop}/*`,
      grade: 'medium',
      message: `${everyPod} holds roles/viewer under a condition in the project.`,
    },
    'a namespace under a condition': {
      on: of(sometimes('viewer', namespace)),
      key: namespace,
      grade: 'low',
      message: `${inShop} holds roles/viewer under a condition in the project.`,
    },
    'anyone under a condition': {
      on: of(sometimes(user, 'allUsers')),
      key: 'allUsers',
      message: `allUsers holds roles/${user} under a condition in the project.`,
    },
    'the gravest of what a member holds': {
      on: of(sometimes('viewer', namespace), giving('browser', namespace)),
      key: namespace,
      grade: 'medium',
      message: `${inShop} holds roles/viewer, roles/browser in the project.`,
    },
    'each member is a finding of its own': {
      on: of(giving('viewer', namespace, cluster)),
      key: namespace,
      grade: 'medium',
      message: holds(inShop, 'viewer'),
      also: [holds('Every pod of the cluster web', 'viewer')],
    },
    'what is seen stays, whatever is not known': {
      on: of(giving('viewer', `${podsOfShop}/attribute.x/y`, namespace)),
      key: namespace,
      grade: 'medium',
      message: holds(inShop, 'viewer'),
    },
  },
  unknown: {
    ...Object.fromEntries(
      ['allUsers', 'domain:shop.example', old('shop/default')].map((member) => [
        `a custom role of ${member}`,
        {
          on: of({ role: custom, members: [member] }),
          reason: 'outside' as const,
          message: `What ${custom} of ${member} allows is not read.`,
        },
      ]),
    ),
    'a set that is told in another way': {
      on: of(giving('viewer', `${podsOfShop}/attribute.x/y`)),
      reason: 'outside',
      message: `Which pods ${podsOfShop}/attribute.x/y stands for is not known here.`,
    },
  },
});
