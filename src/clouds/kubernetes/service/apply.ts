import type { ResourceOf } from '#model';
import { defineApply } from '../../apply.ts';
import { required } from '../../pages.ts';
import type { KubernetesWriter } from '../writer.ts';
import { exposed, setExposure, setExternalAddresses, setSourceRanges } from './actions.ts';
import type { service } from './resource.ts';

export const applyExternalAddresses = defineApply(setExternalAddresses, patchSpec);
export const applySourceRanges = defineApply(setSourceRanges, patchSpec);
export const applyExposure = defineApply(setExposure, (at: KubernetesWriter, it, request) =>
  patchSpec(at, it, exposed(request)),
);

/** A merge patch that names the version that was read: the API refuses it once the service has changed. */
async function patchSpec(
  at: KubernetesWriter,
  { id, config }: ResourceOf<typeof service>,
  spec: object,
): Promise<void> {
  const resourceVersion = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
  const body = { metadata: { resourceVersion }, spec };
  await at.write({ verb: 'patch', address: id, body, type: 'application/strategic-merge-patch+json' });
}
