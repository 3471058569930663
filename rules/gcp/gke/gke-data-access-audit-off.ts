import { z } from 'zod';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { accessLogs } from '#clouds/gcp/resource-manager/project-policy/audit-facts';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import { flag } from '#lib/params';
import { defineRule, fail, pass, unknown } from '#rule';

export default defineRule({
  id: 'gke-data-access-audit-off',
  on: projectPolicy,
  title: 'What is read and written in the clusters of a project is logged, whoever does it',
  severity: 'medium',
  grades: ['low'],
  control: 'cloud-actions-logged',
  why: 'Without these logs nobody can say afterwards who read which Secret.',
  fix: 'Turn on DATA_READ and DATA_WRITE logs of container.googleapis.com without exempted members; they cost storage.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/audit-logging',
    'https://cloud.google.com/logging/docs/audit/configure-data-access',
  ],
  peers: ['prowler:iam_audit_logs_enabled', 'trivy:AVD-GCP-0079'],
  params: z.object({ nothingInherited: flag(false) }),

  evaluate({ config }, { params: { nothingInherited } }) {
    const logs = accessLogs(config);
    const off = logs.flatMap(({ kind, isOn }) => (isOn ? [] : [kind]));
    const missing = `The policy of the project turns on no ${off.join(' and no ')} logs of GKE`;
    if (off.length > 0 && nothingInherited) return fail(`${missing}.`, seenAt(config, 'auditConfigs'));
    const inherited = off.length > 0 ? [unknown('outside', `${missing}; what is turned on above it is not read.`)] : [];
    const left = logs.filter(({ exempt }) => exempt.length > 0);
    const [kinds, seen] = [left.map(({ kind }) => kind), left.flatMap(({ exempt }) => exempt)];
    const members = [...new Set(seen.map(({ actual }) => actual))].join(', ');
    const message = `Its ${kinds.join(' and ')} logs of GKE leave out ${members}.`;
    const exempted = left.length > 0 ? [fail<'low'>(message, seen, { grade: 'low' })] : [];
    const all = [...exempted, ...inherited];
    return all.length > 0 ? all : pass();
  },
});
