import { shopImageOf } from '../../sim/gcp/generate-images.ts';
import type { JsonObject } from '../../sim/json.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';

/** The cluster with pods that run what Artifact Analysis found a flaw in, and what it found none in. */
export const withAnalysedImages = (estate: KubernetesEstate, projectId: string): KubernetesEstate => ({
  ...estate,
  objects: [
    ...estate.objects,
    ...(['web', 'api'] as const).map((name) => running(name, shopImageOf(projectId, 'europe-west1', name))),
  ],
});

/** A pod that runs an image. */
export const running = (name: string, image: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'team-0', name: `analysed-${name}` },
  spec: { nodeName: 'node-0', containers: [{ name, image }] },
  status: { phase: 'Running', containerStatuses: [{ name, image, imageID: image, ready: true, restartCount: 0 }] },
});
