import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { required } from '../../../pages.ts';
import { callOptions } from '../../call-options.ts';
import type { GcpWriter } from '../../writer.ts';
import { setKeyPolicy } from './actions.ts';
import { holderOfPolicy } from './resource.ts';

/** Sends `SetIamPolicy`, which the service refuses where the etag is no longer the policy's. */
export const applyKeyPolicy = defineApply(setKeyPolicy, async (at: GcpWriter, { id, config }, request) => {
  const resource = holderOfPolicy(id).replace('//cloudkms.googleapis.com/', '');
  const { etag: asked, ...policy } = sendable(request);
  const etag = Buffer.from(required(asked ?? config.etag, 'etag'), 'base64');
  const writer: PolicyWriter = at.keys;
  await at.call('cloudkms.cryptoKeys.setIamPolicy', () =>
    writer.setIamPolicy({ resource, policy: { ...policy, etag } }, callOptions()),
  );
});

/** The client's own types ask for a message of its class; it sends one of plain fields as well. */
interface PolicyWriter {
  setIamPolicy(
    request: { readonly resource: string; readonly policy?: object | null },
    options: ReturnType<typeof callOptions>,
  ): Promise<readonly [object, ...unknown[]]>;
}
