import { defineApply } from '../../../apply.ts';
import { waitForWork } from '../../../apply-wait.ts';
import { textAt } from '../../../json.ts';
import { required } from '../../../pages.ts';
import type { GcpWriter } from '../../writer.ts';
import { operationAt } from '../apply-operation.ts';
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
