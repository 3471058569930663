import type { Work } from '#model';
import { defineApply } from '../../../apply.ts';
import { endedBy, waitForWork } from '../../../apply-wait.ts';
import { listAt, objectAt, textAt } from '../../../json.ts';
import { required } from '../../../pages.ts';
import type { GcpWriter } from '../../writer.ts';
import { switchFirewall } from './actions.ts';

/**
 * Sends `firewalls.patch` and waits for its operation, before whose end the rule stands as it was.
 * Source: https://cloud.google.com/compute/docs/api/how-tos/api-requests-responses#handling_api_responses
 */
export const applyFirewallSwitch = defineApply(
  switchFirewall,
  async (at: GcpWriter, { id }, request) => {
    const path = id.replace('//compute.googleapis.com/', '');
    const begun = await at.call('compute.firewalls.update', (signal) => at.compute('PATCH', path, signal, request));
    const work = required(textAt(begun, 'name'), 'name');
    at.requests.push(work);
    await waitForWork(`Operation ${work}`, { clock: at.clock, work, look: () => operationAt(at, id, work) });
  },
  (at, { id }, work) => operationAt(at, id, work),
);

async function operationAt(at: GcpWriter, id: string, name: string): Promise<Work> {
  const path = id
    .replace('//compute.googleapis.com/', '')
    .replace(/global\/firewalls\/.*/, `global/operations/${name}`);
  const seen = await at.call('compute.globalOperations.get', (signal) => at.compute('GET', path, signal));
  if (textAt(seen, 'status') !== 'DONE') return { is: 'under-way' };
  const errors = listAt(objectAt(seen, 'error'), 'errors');
  if (errors.length === 0) return { is: 'done' };
  const words = errors.map((it) => textAt(it, 'message') ?? '').join(' ');
  return endedBy(textAt(errors[0], 'code') ?? 'DONE', `The change of ${id} failed. ${words}`);
}
