import { defineApply } from '../../../apply.ts';
import { waitForWork } from '../../../apply-wait.ts';
import { textAt, type Json } from '../../../json.ts';
import { required } from '../../../pages.ts';
import type { GcpWriter } from '../../writer.ts';
import { operationAt } from '../apply-operation.ts';
import { setFlowLogs, setPrivateGoogleAccess } from './actions.ts';

/** Sends `subnetworks.setPrivateIpGoogleAccess` and waits for its operation, which is one of the region. */
export const applyPrivateGoogleAccess = defineApply(
  setPrivateGoogleAccess,
  async (at: GcpWriter, { id }, request) => {
    const path = `${pathOf(id)}/setPrivateIpGoogleAccess`;
    const begun = await at.call('compute.subnetworks.setPrivateIpGoogleAccess', (signal) =>
      at.compute('POST', path, signal, request),
    );
    await ended(at, id, begun);
  },
  (at, { id }, work) => operationAt(at, id, work),
);

/** Sends `subnetworks.patch` with the fingerprint of what was read, and waits for its operation. */
export const applyFlowLogs = defineApply(
  setFlowLogs,
  async (at: GcpWriter, { id, config }, request) => {
    const patch = { ...request, fingerprint: required(config.fingerprint, 'fingerprint') };
    const begun = await at.call('compute.subnetworks.update', (signal) =>
      at.compute('PATCH', pathOf(id), signal, patch),
    );
    await ended(at, id, begun);
  },
  (at, { id }, work) => operationAt(at, id, work),
);

const pathOf = (id: string): string => id.replace('//compute.googleapis.com/', '');

async function ended(at: GcpWriter, id: string, begun: Json): Promise<void> {
  const work = required(textAt(begun, 'name'), 'name');
  at.requests.push(work);
  await waitForWork(`Operation ${work}`, { clock: at.clock, work, look: () => operationAt(at, id, work) });
}
