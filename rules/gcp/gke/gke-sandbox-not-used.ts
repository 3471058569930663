import { z } from 'zod';
import { clusterBehind, clusterUntold } from '#clouds/kubernetes/api/facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { askedRuntimes } from '#clouds/kubernetes/workload/runtime-class-facts';
import { defineRule, fail, notApplicable, pass } from '#rule';

const sandbox = 'gvisor';

export default defineRule({
  id: 'gke-sandbox-not-used',
  on: namespace,
  uses: [askedRuntimes],
  title: 'What runs in an untrusted namespace of a GKE cluster asks for the sandbox of GKE',
  severity: 'low',
  control: 'workloads-confined',
  why: 'Code that nobody vouches for talks to the kernel of the node, and one hole in it opens what else runs there.',
  fix: 'Make a node pool with GKE Sandbox, and name the runtime class gvisor in the workloads.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/sandbox-pods'],
  peers: ['kube-bench:gke-1.9.0/5.10.3', 'kubescape:C-0233'],
  params: z.object({ untrustedNamespaceLabel: z.string().default('trust=untrusted') }),

  evaluate(it, { fact, params: { untrustedNamespaceLabel } }) {
    const [key = '', ...rest] = untrustedNamespaceLabel.split('=');
    if (it.config.metadata?.labels?.[key] !== rest.join('='))
      return notApplicable(`it has no label ${untrustedNamespaceLabel}`);
    const untold = clusterUntold(it);
    if (untold) return untold;
    if (clusterBehind(it).provider !== 'gke') return notApplicable('it is in no cluster that is known to be of GKE');
    const open = fact(askedRuntimes, it).filter(({ runtimeClass }) => runtimeClass !== sandbox);
    if (open.length === 0) return pass();
    const names = open.map(({ name }) => name).join(', ');
    return fail(
      `Outside of the sandbox run: ${names}.`,
      open.map(({ seen }) => ({ ...seen, expected: sandbox })),
    );
  },
});
