import { defineApply } from '../../apply.ts';
import { required } from '../../pages.ts';
import type { KubernetesWriter } from '../writer.ts';
import { setFailurePolicy } from './actions.ts';

/** A merge patch by the name of the webhook; the API refuses it once the configuration has changed. */
export const applyFailurePolicy = defineApply(
  setFailurePolicy,
  async (at: KubernetesWriter, { id, config }, webhook) => {
    const resourceVersion = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
    const body = { metadata: { resourceVersion }, webhooks: [webhook] };
    await at.write({ verb: 'patch', address: id, body, type: 'application/strategic-merge-patch+json' });
  },
);
