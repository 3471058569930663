import type { V1Pod } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { imagesOf } from '../images.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';
import { controllerKey, isControllerOf, ownerAddress } from '../owner.ts';
import { accountOf } from './account.ts';
import { keepsToTemplate } from './template.ts';

/** A pod. The values of its environment variables do not leave the collector. */
export const pod = defineType({
  name: 'k8s.pod',
  scope: 'cluster',
  reads: ['list pods', 'get pods'],
  changedBy: [...changesOf('pods'), 'update pods/ephemeralcontainers', 'patch pods/ephemeralcontainers'],
  config: wire<V1Pod>(),
  keys: {
    namespace: ({ metadata }) => metadata?.namespace ?? 'default',
    controller: (config) => controllerKey(config),
    serviceAccount: ({ metadata, spec }) => `${metadata?.namespace ?? 'default'}/${accountOf(spec)}`,
  },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status.conditions', 'status.startTime'],
  home: clusterTargetOf,
  owner: (id, config) => ownerAddress(id, config),
  isOwner: (config, owner) => isControllerOf(config, owner) && keepsToTemplate(config.spec, owner),
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
  images: ({ spec }) => imagesOf(spec),
});
