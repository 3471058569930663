import type { GatekeeperConfig } from '#clouds/kubernetes/gatekeeper-config/resource';
import type { GatekeeperConstraint } from '#clouds/kubernetes/gatekeeper-constraint/resource';
import { type JsonObject, toJsonObject } from '../../sim/json.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';

const kind = 'K8sPSPPrivilegedContainer';

/** The cluster with Gatekeeper, whose constraint does this where a pod breaks it, and whose webhooks are there already. */
export const gatekept = (estate: KubernetesEstate, enforcementAction: string): KubernetesEstate => ({
  ...estate,
  groups: [...estate.groups, 'templates.gatekeeper.sh/v1', 'config.gatekeeper.sh/v1alpha1'],
  objects: [
    ...estate.objects,
    ...[templateOf(kind), constraint(enforcementAction), config].map((it) => toJsonObject(it)),
  ],
});

/** The cluster where Gatekeeper refuses pods of every namespace. */
export function strictlyGatekept(estate: KubernetesEstate): KubernetesEstate {
  const held = gatekept(estate, 'deny');
  return { ...held, objects: [...held.objects, gatekeeperHooks] };
}

const gatekeeperHooks: JsonObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'gatekeeper-validating-webhook-configuration' },
  webhooks: [
    {
      name: 'validation.gatekeeper.sh',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Fail',
      rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['*'] }],
      clientConfig: { service: { namespace: 'gatekeeper-system', name: 'gatekeeper-webhook-service' } },
    },
  ],
};

/** A template, for which Gatekeeper serves a kind of constraint. */
export const templateOf = (constraints: string): object => ({
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: constraints.toLowerCase() },
  spec: { crd: { spec: { names: { kind: constraints } } } },
});

const constraint = (enforcementAction: string): GatekeeperConstraint & { apiVersion: string; kind: string } => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind,
  metadata: { name: 'no-privilege' },
  spec: { enforcementAction, match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] } },
  status: { byPod: [{ operations: ['webhook'], enforced: true }] },
});

const config: GatekeeperConfig & { apiVersion: string; kind: string } = {
  apiVersion: 'config.gatekeeper.sh/v1alpha1',
  kind: 'Config',
  metadata: { namespace: 'gatekeeper-system', name: 'config' },
  spec: { match: [{ excludedNamespaces: ['kube-*'], processes: ['*'] }] },
};
