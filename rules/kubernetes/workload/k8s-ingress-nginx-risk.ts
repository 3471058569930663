import { z } from 'zod';
import { daemonSet } from '#clouds/kubernetes/daemon-set/resource';
import { deployment } from '#clouds/kubernetes/deployment/resource';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { ingressNginxIn, isFlawed, otherBuildsIn } from '#clouds/kubernetes/workload/ingress-nginx-facts';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'k8s-ingress-nginx-risk',
  on: [deployment, daemonSet],
  uses: [podSecurity],
  title: 'No ingress is served by the retired ingress-nginx',
  severity: 'high',
  grades: ['critical'],
  control: 'deprecated-features-left',
  why: 'Nobody mends it any more, it reads the secrets of all namespaces, and its known flaws let whoever reaches it run code.',
  fix: 'Move to a maintained controller or to the Gateway API; until then run the last patch, without snippets.',
  references: [
    'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
    'https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/',
  ],
  peers: ['kubescape:C-0059', 'kubescape:C-0292', 'trivy:AVD-KCV-0093'],
  params: z.object({ fixedVersions: nameList(['1.13.8', '1.14.4', '1.15.0']), retired: flag(true) }),

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const found = ingressNginxIn(pod);
    const [other] = otherBuildsIn(pod);
    const own = found.filter(({ isOfMicrosoft }) => !isOfMicrosoft);
    const unsure =
      other && `${other.name} runs a build of ingress-nginx that another name hides; who mends it is not known.`;
    if (own.length === 0 && unsure !== undefined) return unknown('outside', toldOf(pod, unsure));
    if (own.length === 0 && found.length > 0) return notApplicable('Microsoft patches its ingress-nginx');
    const flawed = own.filter(({ version }) => version && isFlawed(version, params.fixedVersions));
    const bad = flawed.length > 0 ? flawed : params.retired ? own : [];
    if (bad.length === 0) return pass();
    const names = bad.map(({ container, image }) => `${container.name} (${image})`).join(', ');
    const says = flawed.length > 0 ? 'a version of ingress-nginx with known flaws' : 'ingress-nginx, which is retired';
    const seen = bad.map(({ container: { at, name }, image }) => ({ at, actual: { name, image } }));
    const grade = flawed.length > 0 ? ('critical' as const) : undefined;
    return fail(toldOf(pod, `Containers run ${says}: ${names}.`), seen, { grade });
  },
});
