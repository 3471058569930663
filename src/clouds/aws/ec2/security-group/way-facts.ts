import { isWholeInternet } from '#lib/addresses';
import { sourceWords } from '#lib/address-words';
import { defineFact, type Way, type Ways } from '#model';
import { isUnread } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { instance } from '../instance/resource.ts';
import { groupIngress, groupsIn } from './facts.ts';
import { securityGroup } from './resource.ts';
import { groupUse } from './use-facts.ts';

/** The ways in that a security group opens to what has it; none where nothing has it. */
export const groupWays = defineFact({
  name: 'ec2.group-ways',
  of: securityGroup,
  uses: [groupIngress, groupUse, instance, eksCluster],
  work(it, { fact, list }): Ways {
    const { GroupId: group = '' } = it.config;
    const { by, exposed } = fact(groupUse, it);
    if (by === 'nobody') return { ways: [] };
    const openings = fact(groupIngress, it);
    if (isUnread(openings)) return { ways: [], unread: openings };
    const nodes = list(instance, { group });
    const clusters = list(eksCluster).items.filter(
      ({ config: { resourcesVpcConfig: vpc } }) =>
        vpc?.clusterSecurityGroupId === group || vpc?.securityGroupIds?.includes(group),
    );
    const names = [
      ...clusters.map(({ name }) => `the control plane of ${name}`),
      ...new Set(nodes.items.map(({ name }) => name)),
    ];
    const to = names.length > 0 ? names.join(', ') : `what has the group ${it.name}`;
    const shared = { to, exposed };
    const through = (at: string): string => `${it.name} ${at}`;
    return {
      ways: [
        ...openings
          .filter(({ parts }) => parts.length > 0)
          .map(({ protocol, ports, sources, at }): Way => {
            const internet = isWholeInternet(sources);
            return {
              ...shared,
              protocols: [protocol],
              ports,
              from: sourceWords(sources),
              internet,
              through: through(at),
            };
          }),
        ...groupsIn(it.config).map(({ protocol, ports, groups, at }): Way => {
          return { ...shared, protocols: [protocol], ports, from: groups, internet: false, through: through(at) };
        }),
      ],
      unread: openings.find(({ unread }) => unread)?.unread ?? (isUnread(by) ? by : nodes.unread),
    };
  },
});
