import type { FlowLog } from '@azure/arm-network';
import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** What is written down of the traffic of a network, a subnet or a security group: an entry of `flowLogs.list` of a watcher. */
export const flowLog = defineType({
  name: 'azure.flow-log',
  scope: 'azure-subscription',
  reads: ['Microsoft.Network/networkWatchers/flowLogs/read', 'Microsoft.Network/networkWatchers/read'],
  changedBy: [
    'Microsoft.Network/networkWatchers/flowLogs/write',
    'Microsoft.Network/networkWatchers/flowLogs/delete',
    'Microsoft.Network/networkWatchers/configureFlowLog/action',
    'Microsoft.Network/networkWatchers/delete',
  ],
  volatile: ['etag'],
  config: wire<FlowLog>(),
  keys: {
    /** The ARM id of what it watches, in lower case. */
    target: ({ targetResourceId }) => (targetResourceId ? armId(targetResourceId) : undefined),
  },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
