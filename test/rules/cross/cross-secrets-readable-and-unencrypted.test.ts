import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { diagnosticSettings } from '#clouds/azure/monitor/diagnostic-settings/resource';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import rule from '#rules/cross/cross-secrets-readable-and-unencrypted';
import { adminArn, entryWith, policiesOf, policyIn, wholly } from '../../support/aws/access.ts';
import { clusterWith } from '../../support/aws/eks.ts';
import { aksWith } from '../../support/azure/aks.ts';
import { logsOf, settingsOf, workspace } from '../../support/azure/diagnostics.ts';
import { gkeWith } from '../../support/gcp/gke.ts';
import { auditing } from '../../support/gcp/registry.ts';
import { apiWith } from '../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith, clusterRoleWith, everything } from '../../support/kubernetes/rbac.ts';
import { testRule } from '../../support/test-rule.ts';

const logging = (...types: readonly ('audit' | 'api')[]) => ({
  logging: { clusterLogging: [{ types: [...types], enabled: true }] },
});
const byEntries = { accessConfig: { authenticationMode: 'API' as const } };
const eks = (more: object = logging('api')) => clusterWith({}, { ...byEntries, ...more });
const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const withKey = { version: '1.33', encryptionConfig: [{ resources: ['secrets'], provider: { keyArn: key } }] };

const reads = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }];
const named = [{ ...reads[0], apiGroups: [''], verbs: ['get'], resourceNames: ['db'] }];
const inside = (cluster?: string) => [
  apiWith({}, cluster),
  clusterBindingWith('support', ['Group:support'], { role: 'reader', cluster }),
  clusterRoleWith('reader', reads, {}, cluster),
];
const shop = inside();
const aks = aksWith();
const gke = gkeWith();
const sending = { name: 'logs', ...workspace };
const sent = (...categories: readonly string[]) => settingsOf({ ...sending, logs: logsOf(...categories) });
const auditOf = (...kinds: readonly string[]) =>
  auditing({ service: 'container.googleapis.com', auditLogConfigs: kinds.map((logType) => ({ logType })) });

const told = 'Its audit log tells who reads Secrets.';
const says = (who: string) => `Every Secret is read by ${who}, and no audit log tells when.`;
const support = says('Group:support by ClusterRole/reader');
const bare = 'Every Secret is read by Group:support by ClusterRole/reader, and no key of your own encrypts them.';
const byPolicy = says(`${adminArn} by AmazonEKSAdminViewPolicy`);
const entry = entryWith();
const view = policiesOf(adminArn, [policyIn('AmazonEKSAdminViewPolicy')]);
const params = { nothingInherited: true };
const requireCmk = { requireCmk: true };
const cannotGoogle = 'the policy of its project decides what is logged';
const cannotKey = 'the rule about the key of its cloud plans that';

testRule(rule, {
  pass: {
    'EKS exports its audit log': { on: eks(logging('audit')), beside: shop, message: told },
    'an audit log, whoever may read': {
      on: eks(logging('audit')),
      hidden: [clusterRoleBinding],
      message: told,
    },
    'policy asks for a key, and there is one': {
      on: eks({ ...logging('audit'), ...withKey }),
      beside: shop,
      params: requireCmk,
      message: told,
    },
    'AKS sends what is read': { on: aks, beside: [...inside(aks.id), sent('kube-audit')], message: told },
    'a GKE project that logs what is read': {
      on: gke,
      beside: [...inside(gke.id), auditOf('DATA_READ')],
      message: told,
    },
    'nobody reads all Secrets': { on: eks(), beside: [apiWith()] },
    'who administers the cluster is told elsewhere': {
      on: eks(),
      beside: [
        apiWith(),
        clusterBindingWith('ops', ['Group:ops']),
        clusterBindingWith('all', ['Group:all'], { role: 'all' }),
        clusterRoleWith('all', [everything]),
      ],
    },
    'an administrator by an access policy': {
      on: eks(),
      beside: [apiWith(), entry, policiesOf(adminArn, [wholly, policyIn('AmazonEKSAdminViewPolicy')])],
    },
    'the Secrets of some namespaces': {
      on: eks(),
      beside: [
        apiWith(),
        bindingWith('support', ['Group:support'], { role: 'ClusterRole/reader' }),
        clusterRoleWith('reader', reads),
      ],
    },
    'an access policy in some namespaces': {
      on: eks(),
      beside: [apiWith(), entry, policiesOf(adminArn, [policyIn('AmazonEKSAdminViewPolicy', ['shop'])])],
    },
    'Secrets by their names': {
      on: eks(),
      beside: [
        apiWith(),
        clusterBindingWith('support', ['Group:support'], { role: 'reader' }),
        clusterRoleWith('reader', named),
      ],
    },
    'policy exempts the subject': {
      on: eks(),
      beside: shop,
      params: { exemptSubjects: ['Group:support'] },
    },
  },
  fail: {
    'EKS exports other logs': { on: eks(), beside: shop, message: support },
    'EKS exports nothing': { on: eks(logging()), beside: shop, message: support },
    'an access policy that reads': { on: eks(), beside: [apiWith(), entry, view], message: byPolicy },
    'an access policy that edits': {
      on: eks(),
      beside: [apiWith(), entry, policiesOf(adminArn, [policyIn('AmazonEKSEditPolicy')])],
      message: says(`${adminArn} by AmazonEKSEditPolicy`),
    },
    'the built-in role that edits': {
      on: eks(),
      beside: [apiWith(), clusterBindingWith('dev', ['Group:dev'], { role: 'edit' }), clusterRoleWith('edit', reads)],
      message: says('Group:dev by ClusterRole/edit'),
    },
    'everybody who has signed in': {
      on: eks(),
      beside: [
        apiWith(),
        clusterBindingWith('all', ['Group:system:authenticated'], { role: 'reader' }),
        clusterRoleWith('reader', reads),
      ],
      message: says('Group:system:authenticated by ClusterRole/reader'),
    },
    'several, in the order of their names': {
      on: eks(),
      beside: [...shop, entry, view],
      message: says(`Group:support by ClusterRole/reader, ${adminArn} by AmazonEKSAdminViewPolicy`),
    },
    'AKS sends nothing': {
      on: aks,
      beside: [...inside(aks.id), settingsOf()],
      message: support,
      cannot: 'name the workspace that the logs are sent to',
    },
    'kube-audit-admin leaves out what is read': {
      on: aks,
      beside: [...inside(aks.id), sent('kube-audit-admin')],
      message: support,
    },
    'a GKE project that logs nothing, where nothing is inherited': {
      on: gke,
      beside: [...inside(gke.id), auditing()],
      params,
      message: support,
      cannot: cannotGoogle,
    },
    'policy asks for a key, and EKS has none': {
      on: eks({ ...logging('audit'), version: '1.33' }),
      beside: shop,
      params: requireCmk,
      message: bare,
      grade: 'medium',
      cannot: cannotKey,
    },
    'policy asks for a key, and AKS has none': {
      on: aks,
      beside: [...inside(aks.id), sent('kube-audit')],
      params: requireCmk,
      message: bare,
      grade: 'medium',
      cannot: cannotKey,
    },
    'policy asks for a key, and GKE has none': {
      on: gkeWith({ databaseEncryption: { state: 'DECRYPTED' } }),
      beside: [...inside(gke.id), auditOf('DATA_READ')],
      params: requireCmk,
      message: bare,
      grade: 'medium',
      cannot: cannotKey,
    },
    'without a log the key does not matter': {
      on: eks({ ...logging('api'), ...withKey }),
      beside: shop,
      params: requireCmk,
      message: support,
    },
  },
  unknown: {
    'bindings that were not read': { on: eks(), beside: [apiWith()], hidden: [clusterRoleBinding], reason: 'denied' },
    'a role that was not read': { on: eks(), beside: shop, hidden: [clusterRole], reason: 'denied' },
    'nobody looks into the cluster': { on: eks(), reason: 'not-in-files' },
    'access entries that were not read': { on: eks(), beside: [apiWith()], hidden: [accessEntry], reason: 'denied' },
    'an EKS answer that does not say what is logged': {
      on: eks({}),
      beside: shop,
      reason: 'field-missing',
    },
    'the settings of an AKS cluster were not read': {
      on: aks,
      beside: inside(aks.id),
      hidden: [diagnosticSettings],
      reason: 'denied',
    },
    'a GKE project that logs nothing itself': {
      on: gke,
      beside: [...inside(gke.id), auditOf('DATA_WRITE')],
      reason: 'outside',
      message: 'The policy of the project turns on no such logs of GKE; what is turned on above it is not read.',
    },
    'the policy of the project was not read': {
      on: gke,
      beside: inside(gke.id),
      hidden: [projectPolicy],
      reason: 'denied',
    },
    'whether there is a key is not told': {
      on: gkeWith({ databaseEncryption: { state: 'ENCRYPTED', currentState: 'CURRENT_STATE_ENCRYPTION_ERROR' } }),
      beside: [...inside(gke.id), auditOf('DATA_READ')],
      params: requireCmk,
      reason: 'not-ready',
    },
  },
});
