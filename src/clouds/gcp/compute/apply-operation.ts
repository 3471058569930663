import type { Work } from '#model';
import { endedBy } from '../../apply-wait.ts';
import { listAt, objectAt, textAt } from '../../json.ts';
import type { GcpWriter } from '../writer.ts';

/**
 * How an operation of Compute Engine stands that changes what is at an address: it is one of the region that this is in,
 * else a global one.
 * Source: https://cloud.google.com/compute/docs/api/how-tos/api-requests-responses#handling_api_responses
 */
export async function operationAt(at: GcpWriter, id: string, name: string): Promise<Work> {
  const place = /projects\/[^/]+\/(?:global|regions\/[^/]+)/.exec(id)?.[0] ?? '';
  const api = place.endsWith('/global') ? 'compute.globalOperations.get' : 'compute.regionOperations.get';
  const path = `${place}/operations/${name}`;
  const seen = await at.call(api, (signal) => at.compute('GET', path, signal));
  if (textAt(seen, 'status') !== 'DONE') return { is: 'under-way' };
  const errors = listAt(objectAt(seen, 'error'), 'errors');
  if (errors.length === 0) return { is: 'done' };
  const words = errors.map((it) => textAt(it, 'message') ?? '').join(' ');
  return endedBy(textAt(errors[0], 'code') ?? 'DONE', `The change of ${id} failed. ${words}`);
}
