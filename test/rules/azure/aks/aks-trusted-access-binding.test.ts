import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { trustedAccessRoles } from '#clouds/azure/aks/trusted-access-roles/resource';
import rule from '#rules/azure/aks/aks-trusted-access-binding';
import { gapOn } from '../../../support/build.ts';
import { binding, rolesThere, trustedIn, trustingCluster, workspace } from '../../../support/azure/trusted-access.ts';
import { testRule } from '../../../support/test-rule.ts';

const type = 'Microsoft.MachineLearningServices/workspaces';
const [reader, worker] = [`${type}/reader`, `${type}/worker`];
const read = { verbs: ['get', 'list'], apiGroups: [''], resources: ['nodes', 'pods'] };
const on = trustingCluster;
const key = 'ml';

/** A cluster that trusts the workspace with one role, which allows this. */
const allowed = (verbs: string[], apiGroups: string[], resources: string[]) => ({
  on,
  beside: [trustedIn(binding(key, [worker])), rolesThere({ worker: [read, { verbs, apiGroups, resources }] })],
});
const lets = (power: string) => ({ key, message: `The binding ml lets ${workspace} ${power}.` });

const elsewhere = workspace.replace(/0001/, '0002');
const vault = `${elsewhere.split('/resourceGroups/')[0] ?? ''}/resourceGroups/b/providers/Microsoft.DataProtection/backupVaults/v`;
const backup = (source: string) => binding('backup', ['microsoft.dataprotection/backupvaults/backup-operator'], source);
const own = vault.replace(/0002/, '0001');
const stranger = `The binding backup trusts ${vault}, of a subscription that is not read.`;

testRule(rule, {
  pass: {
    'the role only looks': { on, beside: [trustedIn(binding(key, [reader])), rolesThere({ reader: [read] })] },
    'backups make such a binding by themselves, whatever case it is in': { on, beside: [trustedIn(backup(own))] },
    'so does Defender, whose source is a child of its plan': {
      on,
      beside: [
        trustedIn(
          binding(
            'defender',
            ['Microsoft.Security/pricings/microsoft-defender-operator'],
            `${own.split('/resourceGroups/')[0] ?? ''}/providers/Microsoft.Security/pricings/CloudPosture/securityOperators/DefenderCSPMSecurityOperator`,
          ),
        ),
      ],
    },
    'policy names the source, in any case': {
      on,
      beside: [trustedIn(binding(key, [worker]))],
      params: { allowedSources: [workspace.toUpperCase()] },
    },
    'policy names the source in a subscription that is not read': {
      on,
      beside: [trustedIn(backup(vault))],
      params: { allowedSources: [vault] },
    },
    'what is expected needs no list of roles': {
      on,
      beside: [trustedIn(backup(own))],
      gaps: [gapOn(trustedAccessRoles, on.target)],
    },
    'policy names the type of the source': {
      on,
      beside: [trustedIn(binding(key, [worker]))],
      params: { allowedSourceTypes: [type.toLowerCase()] },
    },
    'what it does with things of its own makes no administrator': allowed(['create'], ['batch.volcano.sh'], ['*']),
    'the verb does not fit': allowed(['delete'], [''], ['secrets', 'pods']),
  },
  fail: {
    'it may do everything': { ...allowed(['*'], ['*'], ['*']), ...lets('write RBAC') },
    'it may bind roles': {
      ...allowed(['bind'], ['rbac.authorization.k8s.io'], ['clusterroles']),
      ...lets('write RBAC'),
    },
    'it may read secrets': { ...allowed(['list'], [''], ['secrets']), ...lets('read secrets') },
    'it may do all with secrets': { ...allowed(['*'], [''], ['secrets']), ...lets('read secrets') },
    'it may run commands': { ...allowed(['create'], [''], ['pods/exec']), ...lets('run commands in pods') },
    'it may do all with a kind of its own': {
      ...allowed(['*'], ['batch.volcano.sh'], ['jobs', 'queues']),
      ...lets('do everything with jobs, queues'),
    },
    'it may attach to pods': { ...allowed(['create'], [''], ['pods/attach']), ...lets('run commands in pods') },
    'it may call kubelets': { ...allowed(['get'], [''], ['nodes/proxy']), ...lets('run commands in pods') },
    'it may put containers into pods': {
      ...allowed(['patch'], [''], ['pods/ephemeralcontainers']),
      ...lets('run commands in pods'),
    },
    'it may act as others': { ...allowed(['impersonate'], [''], ['serviceaccounts']), ...lets('act as others') },
    'it may make tokens': {
      ...allowed(['create'], [''], ['serviceaccounts/token']),
      ...lets('make tokens of service accounts'),
    },
    'it may make pods by a workload': { ...allowed(['patch'], ['apps'], ['daemonsets']), ...lets('create pods') },
    'it may make pods by a job': { ...allowed(['create'], ['batch'], ['cronjobs']), ...lets('create pods') },
    'it may make pods by a controller of old': {
      ...allowed(['update'], [''], ['replicationcontrollers']),
      ...lets('create pods'),
    },
    'it may create pods': { ...allowed(['create'], [''], ['pods']), ...lets('create pods') },
    'one role of several, in any case': {
      on,
      beside: [
        trustedIn(binding(key, [reader, worker.toUpperCase()])),
        rolesThere({ reader: [read], Worker: [{ verbs: ['create'], apiGroups: [''], resources: ['pods'] }] }),
      ],
      ...lets('create pods'),
    },
    'a source in a subscription that is not among those that are read': {
      on,
      beside: [trustedIn(backup(vault))],
      message: stranger,
      key: 'backup',
    },
    'policy takes the usual services off the list': {
      on,
      beside: [
        trustedIn(binding(key, [worker])),
        rolesThere({ worker: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] }),
      ],
      params: { allowedSourceTypes: [] },
      ...lets('write RBAC'),
    },
  },
  unknown: {
    'a role that is not listed': {
      on,
      beside: [trustedIn(binding(key, [worker])), rolesThere({ reader: [read] })],
      reason: 'not-found',
      message: `What the role ${worker} allows is not listed.`,
    },
    'roles of a location that were not read': {
      on,
      beside: [trustedIn(binding(key, [worker]))],
      reason: 'not-found',
    },
    'bindings of a cluster that was made since the last sweep': { on, reason: 'not-ready' },
    'a subscription that could not be read may be that of the source': {
      on,
      beside: [trustedIn(backup(vault))],
      gaps: [gapOn(aksCluster, on.target)],
      reason: 'denied',
    },
  },
  notApplicable: {
    'it trusts nobody': { on, beside: [trustedIn()], message: 'it trusts no other service' },
  },
});
