import type { NetworkWatcher } from '@azure/arm-network';
import { required } from '../../../pages.ts';
import { objectIn } from '../../address.ts';
import type { AzureReader } from '../../reader.ts';
import { addListed } from '../../whole-listing.ts';
import { flowLog } from './resource.ts';

const watchers = 'Microsoft.Network/networkWatchers/read';

/**
 * Reads the flow logs of a subscription: those of each of its network watchers, of which a region has one at most.
 * Source: https://learn.microsoft.com/rest/api/network-watcher/flow-logs/list
 */
export async function collectFlowLogs(at: AzureReader): Promise<void> {
  const found: NetworkWatcher[] = [];
  await at.sheet.list({ api: watchers, types: [flowLog] }, () =>
    at.pages(
      watchers,
      (options) => at.clients.networks.networkWatchers.listAll(options),
      (it) => void found.push(it),
    ),
  );
  await readFlowLogs(
    at,
    found.map(({ id = '' }) => id),
  );
}

/** Reads the flow logs of some network watchers, given by their ids. */
export function readFlowLogs(at: AzureReader, of: readonly string[]): Promise<void> {
  const [api = watchers] = flowLog.reads;
  const about = (watcher: string): string => `Network watcher ${watcher.split('/').at(-1) ?? watcher}`;
  return at.sheet.listEach({ api, types: [flowLog], about }, of, (watcher) => {
    const { group, name } = required(objectIn(watcher), 'a resource group');
    return addListed(at, {
      type: flowLog,
      list: (options) => at.clients.networks.flowLogs.list(group, name, options),
    });
  });
}
