import { z } from 'zod';
import { componentNumbers, controlPlaneComponents, loggedComponents } from '#clouds/gcp/gke/cluster/logging-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updateLogging } from '#clouds/gcp/gke/cluster/update-actions';
import { flag, nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, pass } from '#rule';

const params = z.object({
  requiredComponents: nameList(['SYSTEM_COMPONENTS', 'WORKLOADS']),
  requireControlPlaneLogs: flag(false),
});

export default defineRule({
  id: 'gke-logging-incomplete',
  on: gkeCluster,
  title: 'A GKE cluster logs its system and its workloads',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'control-plane-logged',
  why: 'What was not logged cannot be looked up after an incident.',
  fix: 'Turn logging on for the components that are missing.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/about-logs'],
  peers: [
    'kube-bench:gke-1.9.0/5.7.1',
    'kubescape:C-0067',
    'powerpipe:kubernetes_cluster_logging_enabled',
    'trivy:AVD-GCP-0060',
  ],
  params,

  evaluate({ config }, { params }) {
    const { at, components } = loggedComponents(config);
    const seen = seenAt(config, at, wanted(params));
    const missing = wanted(params).filter((it) => !components.includes(it));
    const message = `It does not log ${missing.join(', ')}.`;
    if (config.loggingService === 'none') return fail('It logs nothing.', seen, { grade: 'high' });
    if (missing.length === 0) return pass();
    const required = missing.filter((it) => params.requiredComponents.includes(it));
    const grade = required.includes('SYSTEM_COMPONENTS') ? 'high' : required.length > 0 ? undefined : 'low';
    return fail(message, seen, { grade });
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateLogging],
    plan(cluster, { params }) {
      const all = [...new Set([...loggedComponents(cluster.config).components, ...wanted(params)])];
      const nameless = all.find((it) => typeof it === 'string' && !componentNumbers.has(it));
      if (nameless !== undefined) return cannotPlan(`GKE has no component called ${nameless}`);
      return all.length > 0
        ? [updateLogging(cluster, { enableComponents: all })]
        : cannotPlan('policy asks for nothing');
    },
  },
});

const wanted = ({ requiredComponents, requireControlPlaneLogs }: z.output<typeof params>): readonly string[] =>
  requireControlPlaneLogs ? [...requiredComponents, ...controlPlaneComponents] : requiredComponents;
