import { defineApply } from '../../apply.ts';
import { required } from '../../pages.ts';
import { addressRootOf, objectAddress } from '../address.ts';
import { onlyIf } from '../apply-deletion.ts';
import type { KubernetesWriter } from '../writer.ts';
import { createNetworkPolicy, deleteNetworkPolicy, labelNamespace } from './actions.ts';

/** Creates the policy; the API refuses a name that is taken. */
export const applyNetworkPolicy = defineApply(
  createNetworkPolicy,
  async (at: KubernetesWriter, { config, target }, { name, spec }) => {
    const namespace = required(config.metadata?.name, 'metadata.name');
    const kind = { group: 'networking.k8s.io', version: 'v1', plural: 'networkpolicies' };
    await at.write({
      verb: 'create',
      address: objectAddress({ cluster: addressRootOf(target), ...kind, namespace, name }),
      body: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec },
    });
  },
);

/** Deletes the policy that was read, and no other version or successor of it. */
export const applyPolicyDeletion = defineApply(deleteNetworkPolicy, (at: KubernetesWriter, { id, config }) =>
  at.write({ verb: 'delete', address: id, body: onlyIf(config.metadata) }),
);

/** A merge patch of labels. It names the version that was read: the API refuses it once the namespace has changed. */
export const applyNamespaceLabels = defineApply(
  labelNamespace,
  async (at: KubernetesWriter, { id, config }, labels) => {
    const resourceVersion = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
    const body = { metadata: { resourceVersion, labels } };
    await at.write({ verb: 'patch', address: id, body, type: 'application/strategic-merge-patch+json' });
  },
);
