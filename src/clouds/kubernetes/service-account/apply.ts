import { defineApply } from '../../apply.ts';
import { required } from '../../pages.ts';
import type { KubernetesWriter } from '../writer.ts';
import { setTokenAutomount } from './actions.ts';

/** A merge patch that names the version that was read: the API refuses it once the account has changed. */
export const applyTokenAutomount = defineApply(
  setTokenAutomount,
  async (at: KubernetesWriter, { id, config }, request) => {
    const resourceVersion = required(config.metadata?.resourceVersion, 'metadata.resourceVersion');
    const body = { metadata: { resourceVersion }, ...request };
    await at.write({ verb: 'patch', address: id, body, type: 'application/strategic-merge-patch+json' });
  },
);
