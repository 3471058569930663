import { z } from 'zod';
import { minorOf } from '#clouds/kubernetes/api/facts';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { isSilent, nodeFaults, nodeSoftware } from '#clouds/kubernetes/node/software-facts';
import { count, nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'k8s-node-version-and-runtime',
  on: kubernetesApi,
  uses: [nodeSoftware],
  title: 'Nodes run a kubelet, a container runtime and a kernel that are kept up',
  severity: 'medium',
  grades: ['high'],
  control: 'nodes-patched',
  why: 'Old runtimes and kernels have known ways out of a container, and a kubelet too far behind stops working.',
  fix: 'Replace the nodes by ones of a current image, one pool after the other.',
  references: ['https://kubernetes.io/releases/version-skew-policy/'],
  peers: ['kubescape:C-0079', 'kubescape:C-0087', 'kubescape:C-0273'],
  params: z.object({
    maxSkew: count(2),
    minKubelet: z
      .string()
      .regex(/^(?:v?\d+\.\d+(?:\.\d+)?)?$/)
      .default(''),
    minContainerd: z.array(z.string().regex(/^\d+\.\d+\.\d+$/)).default([]),
    deniedKernels: nameList(),
  }),

  evaluate(it, { fact, params }) {
    const minor = minorOf(it);
    if (isUnread(minor)) return minor;
    const nodes = fact(nodeSoftware, it);
    if (nodes.length === 0) return notApplicable('the cluster has no nodes');
    const all = nodes.flatMap((node) =>
      nodeFaults(node, minor, params).map((fault) => ({ ...fault, pool: node.pool })),
    );
    const found = [...Map.groupBy(all, ({ pool, reason }) => `${pool}: ${reason}`)];
    const fails = found.map(([key, faults]) => {
      const says = [...new Set(faults.map((one) => one.says))].join(', ');
      const grade = faults.some(({ atLimit }) => atLimit) ? ('high' as const) : undefined;
      return fail(
        `The ${faults[0]?.pool ?? ''}: ${says}.`,
        faults.map(({ evidence }) => evidence),
        { key, grade },
      );
    });
    const silent = nodes.filter((one) => isSilent(one, params)).map(({ id }) => id.split('/').at(-1) ?? id);
    if (silent.length === 0) return fails.length > 0 ? fails : pass();
    return [
      ...fails,
      unknown(
        'field-missing',
        `Nodes do not say which kubelet, container runtime or kernel they run: ${silent.join(', ')}.`,
      ),
    ];
  },
});
