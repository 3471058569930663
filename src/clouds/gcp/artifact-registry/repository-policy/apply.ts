import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { required } from '../../../pages.ts';
import { callOptions } from '../../call-options.ts';
import type { GcpWriter } from '../../writer.ts';
import { setRepositoryPolicy } from './actions.ts';
import { repositoryOfPolicy } from './resource.ts';

/** Sends `SetIamPolicy`, which the service refuses where the etag is no longer the policy's. */
export const applyRepositoryPolicy = defineApply(
  setRepositoryPolicy,
  async (at: GcpWriter, { id, config }, request) => {
    const resource = repositoryOfPolicy(id).replace('//artifactregistry.googleapis.com/', '');
    const { etag: asked, ...policy } = sendable(request);
    const etag = required(asked ?? config.etag, 'etag');
    await at.call('artifactregistry.repositories.setIamPolicy', () =>
      at.registry.setIamPolicy({ resource, policy: { ...policy, etag: Buffer.from(etag, 'base64') } }, callOptions()),
    );
  },
);
