import { detectors } from '#clouds/aws/guardduty/detectors/resource';
import { diagnosticCategories } from '#clouds/azure/monitor/diagnostic-categories/resource';
import { diagnosticSettings } from '#clouds/azure/monitor/diagnostic-settings/resource';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import rule from '#rules/cross/cross-open-cluster-unwatched';
import { clusterWith } from '../../support/aws/eks.ts';
import { detectorsOf, detectorWith } from '../../support/aws/guardduty.ts';
import { aksWith, daemonSetInside } from '../../support/azure/aks.ts';
import { groupsOf, logsOf, settingsOf, workspace } from '../../support/azure/diagnostics.ts';
import { gkeWith } from '../../support/gcp/gke.ts';
import { auditing } from '../../support/gcp/registry.ts';
import { clusters } from '../../support/kubernetes/objects.ts';
import { daemonSetWith } from '../../support/kubernetes/workloads.ts';
import { testRule } from '../../support/test-rule.ts';

const everyone = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
const office = { endpointPublicAccess: true, publicAccessCidrs: ['203.0.114.0/24'] };
const logging = (...types: readonly ('audit' | 'api')[]) => ({
  logging: { clusterLogging: [{ types: [...types], enabled: true }] },
});
const eks = (vpc: object, more: object = logging()) => clusterWith(vpc, more);

const sending = { name: 'logs', ...workspace };
const unlogged = settingsOf({ ...sending, logs: logsOf('kube-apiserver') });
const defender = { securityProfile: { defender: { securityMonitoring: { enabled: true } } } };
const closedAks = { apiServerAccessProfile: { enablePrivateCluster: true } };

const unposted = { securityPostureConfig: { mode: 'DISABLED' as const } };
const log = (logType: string) => ({ logType });
const auditOf = (...kinds: readonly string[]) =>
  auditing({ service: 'container.googleapis.com', auditLogConfigs: kinds.map(log) });
const params = { nothingInherited: true };

const closed = 'The API endpoint is not open to the internet.';
const kept = 'Its audit log is kept.';
const message = 'The API endpoint is open to the internet, its audit log is not kept, and nothing looks for threats.';
const cannot = 'the policy of its project decides what is logged';

testRule(rule, {
  pass: {
    'an EKS endpoint for an office': { on: eks(office), message: closed },
    'an EKS cluster that exports its audit log': { on: eks(everyone, logging('audit')), message: kept },
    'an audit log, whatever is known of the endpoint': { on: eks({}, logging('audit')), message: kept },
    'an EKS cluster with Falco inside': {
      on: eks(everyone),
      beside: [
        {
          ...daemonSetWith({ containers: [{ name: 'falco' }] }),
          id: `${clusters.eks}/apps/v1/namespaces/falco/daemonsets/falco`,
          name: 'falco/falco',
        },
      ],
      message: 'It is watched by the DaemonSet falco/falco.',
    },
    'GuardDuty looks at its audit log': {
      on: eks(everyone),
      beside: [detectorsOf(detectorWith())],
      message: 'It is watched by GuardDuty.',
    },
    'a private AKS cluster': { on: aksWith(closedAks), beside: [unlogged], message: closed },
    'an AKS cluster that sends its audit log': {
      on: aksWith(),
      beside: [settingsOf({ ...sending, logs: logsOf('kube-audit') })],
      message: kept,
    },
    'an AKS cluster that sends what is changed': {
      on: aksWith(),
      beside: [settingsOf({ ...sending, logs: logsOf('kube-audit-admin') })],
      message: kept,
    },
    'an AKS cluster that sends all its logs': {
      on: aksWith(),
      beside: [settingsOf({ ...sending, logs: groupsOf('allLogs') })],
      message: kept,
    },
    'Defender watches it': {
      on: aksWith(defender),
      beside: [unlogged],
      message: 'It is watched by Defender for Containers.',
    },
    'Tetragon watches it': {
      on: aksWith(),
      beside: [unlogged, daemonSetInside('kube-system/tetragon')],
      message: 'It is watched by the DaemonSet tetragon.',
    },
    'a GKE cluster with a private endpoint alone': {
      on: gkeWith({ ...unposted, privateClusterConfig: { enablePrivateEndpoint: true } }),
      beside: [auditing()],
      message: closed,
    },
    'a GKE project that logs what is read and written': {
      on: gkeWith(unposted),
      beside: [auditOf('DATA_READ', 'DATA_WRITE')],
      message: kept,
    },
    'a GKE cluster with the advanced security posture': {
      on: gkeWith({ securityPostureConfig: { mode: 'ENTERPRISE' } }),
      beside: [auditing()],
      message: 'It is watched by its security posture.',
    },
  },
  fail: {
    'GuardDuty was never turned on': { on: eks(everyone), beside: [detectorsOf()], message },
    'GuardDuty is suspended': {
      on: eks(everyone),
      beside: [detectorsOf(detectorWith({}, { Status: 'DISABLED' }))],
      message,
    },
    'GuardDuty does not look at audit logs': {
      on: eks(everyone),
      beside: [detectorsOf(detectorWith({ EKS_AUDIT_LOGS: 'DISABLED' }))],
      message,
    },
    'an AKS cluster without any setting': {
      on: aksWith(),
      beside: [settingsOf()],
      message,
      cannot: 'name the workspace that the logs are sent to',
    },
    'an AKS cluster that sends other logs': { on: aksWith(), beside: [unlogged], message },
    'an AKS cluster in China, where there is no Defender': {
      on: aksWith({ location: 'chinaeast2' }),
      beside: [unlogged],
      message,
    },
    'a sensor of another name': {
      on: aksWith(),
      beside: [unlogged, daemonSetInside('kube-system/agent')],
      message,
    },
    'a GKE project that logs nothing, where nothing is inherited': {
      on: gkeWith(unposted),
      beside: [auditing()],
      params,
      message,
      cannot,
    },
    'a GKE project that logs what is read alone': {
      on: gkeWith(unposted),
      beside: [auditOf('DATA_READ')],
      params,
      message,
      cannot,
    },
  },
  unknown: {
    'what GuardDuty does was not read': { on: eks(everyone), hidden: [detectors], reason: 'denied' },
    'what GuardDuty does is in no answer': { on: eks(everyone), reason: 'not-found' },
    'an answer of GuardDuty that does not say what it looks at': {
      on: eks(everyone),
      beside: [detectorsOf({ Status: 'ENABLED' })],
      reason: 'field-missing',
    },
    'an EKS answer that does not say what is logged': { on: eks(everyone, {}), reason: 'field-missing' },
    'an EKS answer that does not say whether the endpoint is public': { on: eks({}), reason: 'field-missing' },
    'the settings of an AKS cluster were not read': { on: aksWith(), hidden: [diagnosticSettings], reason: 'denied' },
    'what a group of logs holds was not read': {
      on: aksWith(),
      beside: [settingsOf({ ...sending, logs: groupsOf('mine') })],
      hidden: [diagnosticCategories],
      reason: 'denied',
    },
    'what runs inside was to be read and was not': {
      on: aksWith(),
      beside: [unlogged, daemonSetInside('falco/falco')],
      hidden: [daemonSet],
      reason: 'denied',
    },
    'an AKS cluster that may be closed by a switch that no document explains': {
      on: aksWith({ publicNetworkAccess: 'Disabled' }),
      beside: [unlogged],
      reason: 'outside',
    },
    'a GKE project that logs nothing itself': {
      on: gkeWith(unposted),
      beside: [auditing()],
      reason: 'outside',
      message: 'The policy of the project turns on no such logs of GKE; what is turned on above it is not read.',
    },
    'the policy of the project was not read': { on: gkeWith(unposted), hidden: [projectPolicy], reason: 'denied' },
    'the policy of the project is in no answer': { on: gkeWith(unposted), reason: 'not-found' },
    'a GKE cluster with the standard security posture, which looks for no threats': {
      on: gkeWith({ securityPostureConfig: { mode: 'BASIC' } }),
      beside: [auditing()],
      params,
      reason: 'outside',
      message:
        'The standard tier of its security posture looks for no threats; what Security Command Center looks for is not read.',
    },
    'a GKE answer without a security posture': {
      on: gkeWith(),
      beside: [auditing()],
      params,
      reason: 'field-missing',
    },
  },
});
