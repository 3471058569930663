import { z } from 'zod';
import { planFlowLogs, setFlowLogs } from '#clouds/gcp/compute/subnetwork/actions';
import { subnetNodes } from '#clouds/gcp/compute/subnetwork/nodes-facts';
import { subnetwork } from '#clouds/gcp/compute/subnetwork/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { defineRule, fail, fieldMissing, notApplicable, pass, unknown, type Evidence } from '#rule';

export default defineRule({
  id: 'gcp-subnet-flow-logs-off',
  on: subnetwork,
  uses: [subnetNodes],
  title: 'The flows of subnetworks with GKE nodes are logged',
  severity: 'medium',
  grades: ['low'],
  control: 'network-flows-logged',
  why: 'Without flow logs nobody can say afterwards what an intruder on a node talked to.',
  fix: 'Turn VPC Flow Logs of the subnetwork on, without a filter; they cost storage.',
  references: [
    'https://cloud.google.com/vpc/docs/using-flow-logs',
    'https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks',
  ],
  peers: [
    'kube-bench:gke-1.9.0/5.6.1',
    'prowler:compute_subnet_flow_logs_enabled',
    'trivy:AVD-GCP-0029',
    'trivy:AVD-GCP-0076',
  ],
  params: z.object({ minSampling: z.number().gt(0).max(1).default(0.5), nothingBesides: flag(false) }),

  evaluate(it, { fact, params: { minSampling, nothingBesides } }) {
    const { purpose, enableFlowLogs, logConfig } = it.config;
    if (purpose && !ofMachines.includes(purpose)) return notApplicable(`its purpose is ${purpose}`);
    if (fact(subnetNodes, it).clusters.length === 0) return notApplicable('no GKE cluster has nodes in it');
    const flaw = (message: string, seen: Evidence, grade?: 'low') =>
      nothingBesides
        ? fail<'low'>(message, seen, { grade })
        : unknown('outside', `${message} Logs that the Network Management API turns on besides are not read.`);
    if (logConfig?.enable !== true && enableFlowLogs !== true)
      return flaw('The subnetwork logs no flows.', seenAt(it.config, 'logConfig.enable', true));
    const { flowSampling, filterExpr } = logConfig ?? {};
    const filter = { at: 'logConfig.filterExpr', actual: filterExpr, expected: 'true' };
    if (filterExpr && filterExpr !== 'true') return flaw(`Only flows are logged where ${filterExpr}.`, filter, 'low');
    const at = 'logConfig.flowSampling';
    if (typeof flowSampling !== 'number') return fieldMissing(at);
    const sampled = { at, actual: flowSampling, expected: minSampling };
    if (flowSampling < minSampling) return flaw(`Flows are sampled at a rate of ${flowSampling}.`, sampled, 'low');
    return pass();
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [setFlowLogs],
    plan: (it, { params }) => planFlowLogs(it, params),
  },
});

const ofMachines = ['PRIVATE', 'PRIVATE_RFC_1918'];
