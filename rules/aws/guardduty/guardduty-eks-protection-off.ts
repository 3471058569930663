import { z } from 'zod';
import { updateDetector, watchClusters } from '#clouds/aws/guardduty/detectors/actions';
import { nodeAgents } from '#clouds/aws/guardduty/detectors/agent-facts';
import { clusterWatch, type Part } from '#clouds/aws/guardduty/detectors/facts';
import { detectors } from '#clouds/aws/guardduty/detectors/resource';
import { flag } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

const high = { grade: 'high' } as const;
const low = { grade: 'low' } as const;

export default defineRule({
  id: 'guardduty-eks-protection-off',
  on: detectors,
  uses: [clusterWatch, nodeAgents],
  title: 'GuardDuty watches the audit logs and the nodes of clusters',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'threats-detected',
  why: 'Whoever tries stolen credentials or breaks out of a pod leaves traces that nobody looks at.',
  fix: 'Turn GuardDuty on in the region, with EKS protection and runtime monitoring. For a member account its administrator does it.',
  references: [
    'https://docs.aws.amazon.com/guardduty/latest/ug/kubernetes-protection.html',
    'https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html',
  ],
  peers: [
    'prowler:guardduty_eks_audit_log_enabled',
    'prowler:guardduty_eks_runtime_monitoring_enabled',
    'prowler:guardduty_is_enabled',
    'securityhub:GuardDuty.5',
    'securityhub:GuardDuty.7',
  ],
  params: z.object({ requireRuntime: flag(true) }),

  evaluate(it, { fact, params }) {
    const found = fact(clusterWatch, it);
    if (isUnread(found)) return found;
    if (found.clusters === 0) return notApplicable('no cluster stands in the region');
    const { detector, auditLogs, runtime } = found;
    const none = 'GuardDuty was never turned on in the region.';
    if (it.config.detectors.length === 0) return fail(none, detector.seen, high);
    const off = ({ on }: Part) => on === false;
    if (off(detector)) return fail('GuardDuty is suspended in the region.', detector.seen, high);
    if (isUnread(detector.on)) return detector.on;
    if (off(auditLogs)) return fail('GuardDuty does not look at audit logs of clusters.', auditLogs.seen);
    if (isUnread(auditLogs.on)) return auditLogs.on;
    if (!params.requireRuntime) return pass();
    if (isUnread(runtime.on)) return runtime.on;
    if (!runtime.on) return fail('GuardDuty does not look at what runs on nodes.', runtime.seen, low);
    const agents = fact(nodeAgents, it);
    return isUnread(agents) ? agents : pass();
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateDetector],
    plan: (it, { params }) => watchClusters(it, params.requireRuntime),
  },
});
