import { z } from 'zod';
import type { flowLog } from '#clouds/azure/network/flow-log/resource';
import { watchedNetwork } from '#clouds/azure/network/flow-log/watch-facts';
import { virtualNetwork } from '#clouds/azure/network/virtual-network/resource';
import { count } from '#lib/params';
import { defineRule, failMissing, notApplicable, pass, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'azure-flow-logs-off',
  on: virtualNetwork,
  uses: [watchedNetwork],
  title: 'The flows in the virtual networks of AKS clusters are logged',
  severity: 'medium',
  grades: ['low'],
  control: 'network-flows-logged',
  why: 'After an intrusion only flow logs tell where an attacker came from, and where the data went.',
  fix: 'Make a flow log of the virtual network with the Network Watcher of its region, and keep it for 90 days or more.',
  references: [
    'https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview',
    'https://learn.microsoft.com/azure/network-watcher/nsg-flow-logs-overview',
  ],
  peers: [
    'prowler:network_flow_log_captured_sent',
    'prowler:network_flow_log_more_than_90_days',
    'trivy:AVD-AZU-0049',
    'trivy:AVD-AZU-0073',
  ],
  params: z.object({ minDays: count(90) }),

  evaluate(network, { fact, params }) {
    const watched = fact(watchedNetwork, network);
    if (watched === 'no-cluster') return notApplicable('no cluster that was read has nodes or pods in it');
    if (watched.length === 0) return unknown('not-found', 'None of the subnets that clusters name was found in it.');
    const bare = watched.filter(({ logs }) => logs.length === 0).map(({ name }) => name);
    const subnets = { at: 'subnets', actual: network.config.subnets };
    if (bare.length > 0) return failMissing(`No flow log is on for ${named(bare)}.`, subnets);
    const short = watched.filter(({ logs }) => logs.every((it) => isShort(it.config, params.minDays)));
    if (short.length === 0)
      return watched.some(({ isWhole }) => isWhole) ? passBecause('A flow log is on for the whole network.') : pass();
    const seen = short.flatMap(({ logs }) =>
      logs.map(({ id, config }) => ({ at: `${id}#retentionPolicy.days`, actual: config.retentionPolicy?.days })),
    );
    const names = [...new Set(short.flatMap(({ logs }) => logs.map((it) => it.name)))].join(', ');
    return failMissing<'low'>(`What ${names} logs is kept for less than ${params.minDays} days.`, seen, {
      grade: 'low',
    });
  },
});

const named = (subnets: readonly string[]): string =>
  `the ${subnets.length > 1 ? 'subnets' : 'subnet'} ${subnets.join(', ')}`;

const isShort = ({ retentionPolicy }: typeof flowLog.config, most: number): boolean =>
  retentionPolicy?.enabled === true && (retentionPolicy.days ?? 0) > 0 && (retentionPolicy.days ?? 0) < most;
