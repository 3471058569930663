import { defineApply } from '../../apply.ts';
import { required } from '../../pages.ts';
import type { KubernetesWriter } from '../writer.ts';
import { setExternalAddresses } from './actions.ts';

/** A merge patch that names the version that was read: the API refuses it once the service has changed. */
export const applyExternalAddresses = defineApply(
  setExternalAddresses,
  async (at: KubernetesWriter, { id, config }, spec) => {
    const resourceVersion = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
    const body = { metadata: { resourceVersion }, spec };
    await at.write({ verb: 'patch', address: id, body, type: 'application/strategic-merge-patch+json' });
  },
);
