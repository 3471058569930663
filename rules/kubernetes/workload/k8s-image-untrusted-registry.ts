import { z } from 'zod';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { repository } from '#clouds/gcp/artifact-registry/repository/resource';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { systemRegistries } from '#clouds/kubernetes/image/system-registry-facts';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { runningDigests } from '#clouds/kubernetes/workload/image-facts';
import { judgedSources, sourceEvidence, sourceWords } from '#clouds/kubernetes/workload/registry-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { flag, fromList, nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

const { eks, aks, gke, any } = systemRegistries;
const system = z.object({ eks: nameList(eks), aks: nameList(aks), gke: nameList(gke), any: nameList(any) });

export default defineRule({
  id: 'k8s-image-untrusted-registry',
  on: workloads,
  uses: [podSecurity, runningDigests, ecrRepository, acrRegistry, repository],
  title: 'Images come from registries that policy allows',
  severity: 'medium',
  grades: ['high'],
  control: 'images-from-trusted-sources',
  why: 'Whoever owns the registry decides what runs in the cluster, and may be anybody.',
  fix: 'Mirror the image into a registry of your own and name it there, or allow its registry in the policy.',
  references: ['https://kubernetes.io/docs/concepts/containers/images/'],
  peers: [
    'kube-bench:eks-1.8.0/5.1.4',
    'kubescape:C-0001',
    'kubescape:C-0078',
    'trivy:AVD-KSV-0034',
    'trivy:AVD-KSV-0125',
  ],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
    allowedRegistries: fromList('allow.registries'),
    deniedRegistries: fromList('deny.images.registry'),
    allowOwn: flag(true),
    systemRegistries: system.prefault({}),
  }),
  exempts: 'namespaces',
  partOf: 'k8s-image-deny-list',

  evaluate(it, { fact, listAll, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const ecr = (account: string) => listAll(ecrRepository, { account });
    const acr = (server: string) => listAll(acrRegistry, { server });
    const gar = (project: string) => listAll(repository, { project });
    const { bad, grade, unsure } = judgedSources(pod, it.target, params, { ecr, acr, gar });
    if (bad.length === 0) return unsure ?? pass();
    const message = `Images come from registries that ${grade ? 'policy denies' : 'nobody allowed'}: ${sourceWords(bad)}.`;
    return fail(toldOf(pod, message), sourceEvidence(bad, fact(runningDigests, it)), { grade });
  },
});
