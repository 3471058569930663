import { z } from 'zod';
import { systemNamespaces } from '#clouds/kubernetes/namespace/system-facts';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { unreadImage } from '#clouds/kubernetes/workload/image-facts';
import { missedPods } from '#clouds/kubernetes/workload/live-facts';
import { sourceWords } from '#clouds/kubernetes/workload/registry-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { isInSystem, knownSystemWorkloads, outsideImages, powersOf } from '#clouds/kubernetes/workload/system-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-system-namespace-workload',
  on: workloads,
  uses: [podSecurity, missedPods],
  title: 'System namespaces hold system workloads only',
  severity: 'medium',
  grades: ['high'],
  control: 'namespaces-separate',
  why: 'What runs there is exempt from most checks and shares its namespace with what the cluster stands on.',
  fix: 'Move it to its own namespace, or name it in knownSystemWorkloads after a review.',
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
  peers: ['trivy:AVD-KSV-0037'],
  params: z.object({
    systemNamespaces: nameList(systemNamespaces),
    knownSystemWorkloads: nameList(knownSystemWorkloads),
  }),

  evaluate(it, { fact, params }) {
    const { namespace = 'default', name = '' } = it.config.metadata ?? {};
    if (!isInSystem(it, params.systemNamespaces)) return notApplicable(`${namespace} is no system namespace`);
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (params.knownSystemWorkloads.includes(name)) return passBecause('Policy knows it as a system workload.');
    const bad = outsideImages(it, pod);
    if (bad.length === 0) return pass();
    const nameless = unreadImage(pod);
    if (nameless) return nameless;
    const powers = powersOf(pod);
    const missed = powers.length > 0 ? undefined : fact(missedPods, it);
    if (missed) return missed;
    const having = powers.length > 0 ? `, with ${powers.join(', ')}` : '';
    const message = `It runs in ${namespace} with images that are not the system's: ${sourceWords(bad)}${having}.`;
    const evidence = bad.map(({ at, name: container, text }) => ({ at, actual: { name: container, image: text } }));
    const grade = powers.length > 0 ? ('high' as const) : undefined;
    return fail(toldOf(pod, message), evidence, { grade });
  },
});
