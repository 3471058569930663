import { NotApplied } from '#model';
import { defineApply } from '../../../apply.ts';
import { waitFor } from '../../../apply-wait.ts';
import { listAt, objectAt, textAt, type Json } from '../../../json.ts';
import { required } from '../../../pages.ts';
import type { GcpWriter } from '../../writer.ts';
import { switchFirewall } from './actions.ts';

/**
 * Sends `firewalls.patch` and waits for its operation, before whose end the rule stands as it was.
 * Source: https://cloud.google.com/compute/docs/api/how-tos/api-requests-responses#handling_api_responses
 */
export const applyFirewallSwitch = defineApply(switchFirewall, async (at: GcpWriter, { id }, request) => {
  const path = id.replace('//compute.googleapis.com/', '');
  const begun = await at.call('compute.firewalls.update', (signal) => at.compute('PATCH', path, signal, request));
  const name = required(textAt(begun, 'name'), 'name');
  at.requests.push(name);
  const operation = path.replace(/global\/firewalls\/.*/, `global/operations/${name}`);
  await waitFor(`Operation ${name}`, at.clock, async () => {
    const seen = await at.call('compute.globalOperations.get', (signal) => at.compute('GET', operation, signal));
    if (textAt(seen, 'status') !== 'DONE') return false;
    refuseFailed(id, seen);
    return true;
  });
});

function refuseFailed(id: string, operation: Json): void {
  const errors = listAt(objectAt(operation, 'error'), 'errors');
  if (errors.length === 0) return;
  const words = errors.map((it) => textAt(it, 'message') ?? '').join(' ');
  throw new NotApplied('refused', `The change of ${id} failed. ${words}`, { answer: textAt(errors[0], 'code') });
}
