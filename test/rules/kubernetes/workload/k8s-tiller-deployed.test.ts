import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/workload/k8s-tiller-deployed';
import { liveSet, living } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, podWith, replicaSetWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const running = (image: string): Spec => ({ containers: [{ name: 'tiller', image }] });
const old = 'ghcr.io/helm/tiller:v2.17.0';
const runs = (image: string) => `Tiller, the server of Helm 2, runs: tiller (${image}).`;

testRule(rule, {
  pass: {
    'another image, whatever its tag': { on: deploymentWith(running('registry.example.com/web:tiller')) },
    'an image that is only called alike, or lies below': {
      on: deploymentWith({
        containers: [
          { name: 'a', image: 'registry.example.com/tiller-exporter:1' },
          { name: 'b', image: 'registry.example.com/tiller/web:1' },
        ],
      }),
    },
  },
  fail: {
    'the image of Helm': { on: deploymentWith(running(old)), message: runs(old) },
    'no registry and no tag': { on: deploymentWith(running('tiller')), message: runs('tiller') },
    'the system namespace, where it mostly runs, is not exempt': {
      on: deploymentWith(running(old), { namespace: 'kube-system' }),
      message: runs(old),
    },
    'beside an image without a name': {
      on: podWith('web', {
        containers: [
          { name: 'web', image: '' },
          { name: 'tiller', image: old },
        ],
      }),
      message: runs(old),
    },
    'a parent without a pod template of a known kind is named': {
      on: replicaSetWith(running(old), { owner: 'argoproj.io/v1alpha1 Rollout/shop' }),
      message: `${runs(old)} Rollout shop made it.`,
    },
  },
  unknown: {
    'an image without a name': { on: deploymentWith(running('')), reason: 'malformed' },
    'live pods that could not be read may have more containers': {
      on: deploymentWith(running('registry.example.com/web:1'), living),
      beside: [liveSet],
      hidden: [pod],
      reason: 'denied',
    },
    'a template without containers': { on: deploymentWith({ containers: [] }), reason: 'field-missing' },
  },
  notApplicable: {
    'a pod that has ended': {
      on: podWith('web', running(old), { phase: 'Failed' }),
      message: 'the pod has ended: Failed',
    },
  },
});
