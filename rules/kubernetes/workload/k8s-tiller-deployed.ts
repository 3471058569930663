import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { unreadImage } from '#clouds/kubernetes/workload/image-facts';
import { imageSources, sourceWords } from '#clouds/kubernetes/workload/registry-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-tiller-deployed',
  on: workloads,
  uses: [podSecurity],
  title: 'The server of Helm 2 does not run',
  severity: 'critical',
  control: 'cluster-features-off',
  why: 'Tiller takes orders from every pod that reaches it and carries them out with its own rights, mostly all of them.',
  fix: 'Move the releases to Helm 3, which has no server, and delete the deployment and the service tiller-deploy.',
  references: ['https://helm.sh/docs/topics/v2_v3_migration/'],
  peers: ['trivy:AVD-KSV-0102'],

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const bad = imageSources(pod).filter(({ reference }) => reference?.path.split('/').at(-1) === 'tiller');
    if (bad.length === 0) return unreadImage(pod) ?? pass();
    const evidence = bad.map(({ at, name, text }) => ({ at, actual: { name, image: text } }));
    return fail(toldOf(pod, `Tiller, the server of Helm 2, runs: ${sourceWords(bad)}.`), evidence);
  },
});
