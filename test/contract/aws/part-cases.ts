import cloudtrailMissingOrOff from '#rules/aws/cloudtrail/cloudtrail-missing-or-off';
import ebsSnapshotPublic from '#rules/aws/ec2/ebs-snapshot-public';
import sgDefaultInUse from '#rules/aws/ec2/sg-default-in-use';
import eksAddonDenyList from '#rules/aws/eks/eks-addon-deny-list';
import eksAddonOutdatedOrDegraded from '#rules/aws/eks/eks-addon-outdated-or-degraded';
import eksArgocdCapabilityPublic from '#rules/aws/eks/eks-argocd-capability-public';
import eksCapabilityRoleBroad from '#rules/aws/eks/eks-capability-role-broad';
import eksControlPlaneLogRetention from '#rules/aws/eks/eks-control-plane-log-retention';
import elbPublicWithoutTls from '#rules/aws/elbv2/elb-public-without-tls';
import guarddutyEksProtectionOff from '#rules/aws/guardduty/guardduty-eks-protection-off';
import type { ContractCase } from '../prove.ts';
import { defaultGroups, endpointsEach, oldAddons, openSharing, publicArgoCds, risingCapabilities } from './parts.ts';
import { lateAddons, shortLogs } from './surroundings.ts';
import { region } from './estate.ts';
import { oldListeners, suspendedDetector } from './settings.ts';
import { awsStand } from './stand.ts';
import { narrowTrail, stoppedTrail } from './trails.ts';

/** What EKS and EC2 keep beside clusters and nodes is put right. */
export const partCases: readonly ContractCase[] = [
  {
    rule: cloudtrailMissingOrOff,
    proves: ['cloudtrail.update-trail', 'cloudtrail.start-logging', 'cloudtrail.stop-logging'],
    open: () => awsStand(narrowTrail(), region),
  },
  {
    rule: cloudtrailMissingOrOff,
    proves: ['cloudtrail.update-trail', 'cloudtrail.start-logging', 'cloudtrail.stop-logging'],
    open: () => awsStand(stoppedTrail(), region),
  },
  {
    rule: sgDefaultInUse,
    proves: ['ec2.revoke-rules', 'ec2.authorize-rules'],
    open: () => awsStand(defaultGroups(), region),
  },
  {
    rule: ebsSnapshotPublic,
    proves: [
      'ec2.enable-snapshot-block',
      'ec2.disable-snapshot-block',
      'ec2.enable-image-block',
      'ec2.disable-image-block',
    ],
    open: () => awsStand(openSharing('unblocked'), region),
  },
  {
    rule: ebsSnapshotPublic,
    proves: ['ec2.enable-snapshot-block'],
    params: { requireBlockAll: true },
    open: () => awsStand(openSharing('block-new-sharing'), region),
  },
  {
    rule: eksAddonDenyList,
    proves: ['eks.update-addon-version'],
    params: { updateTo: { 'vpc-cni': 'v1.21.1-eksbuild.3' } },
    components: {
      allow: {},
      deny: { addonVersions: [{ addon: 'vpc-cni', versions: '<1.21', reason: 'node agent escapes' }] },
    },
    open: () => awsStand(oldAddons(), region),
  },
  {
    rule: eksAddonOutdatedOrDegraded,
    proves: ['eks.update-addon-version'],
    params: { maxBehind: 0 },
    open: () => awsStand(lateAddons(), region),
  },
  {
    rule: eksControlPlaneLogRetention,
    proves: ['logs.put-retention'],
    open: () => awsStand(shortLogs(), region),
  },
  {
    rule: elbPublicWithoutTls,
    proves: ['elbv2.set-ssl-policy'],
    open: () => awsStand(oldListeners(), region),
  },
  {
    rule: guarddutyEksProtectionOff,
    proves: ['guardduty.update-detector'],
    open: () => awsStand(suspendedDetector(), region),
  },
  {
    rule: eksCapabilityRoleBroad,
    proves: [
      'eks.set-ack-cross-namespace',
      'iam.attach-policy',
      'iam.detach-policy',
      'iam.put-inline-policy',
      'iam.delete-inline-policy',
    ],
    open: () => awsStand(risingCapabilities(), region),
  },
  {
    rule: eksArgocdCapabilityPublic,
    proves: ['eks.set-argo-cd-endpoints'],
    params: { endpointIds: endpointsEach },
    open: () => awsStand(publicArgoCds(), region),
  },
];
