import { unionAll } from '#lib/addresses';
import { intersect, portRange, type Ports } from '#lib/ports';
import type { Action, CannotPlan, ResourceOf } from '#model';
import { cannotPlan, isUnread, type Unknown } from '#rule';
import { revokeSources } from './actions.ts';
import { isInternet, type GroupOpening, type Width } from './facts.ts';
import type { OpenRange } from './open-port-facts.ts';
import type { securityGroup } from './resource.ts';

/** Takes the internet out of the rules that open unapproved ports, where they open none that policy approves. */
export function closeRanges(
  group: ResourceOf<typeof securityGroup>,
  openings: readonly GroupOpening[] | Unknown,
  ranges: readonly OpenRange[],
  { allowedPublicPorts, ...width }: Width & { readonly allowedPublicPorts: readonly number[] },
): readonly Action[] | CannotPlan {
  const unread = isUnread(openings) ? openings : openings.find((it) => it.unread)?.unread;
  if (unread) return cannotPlan(`not every source could be read: ${unread.message}`);
  const through = ranges.flatMap((it) => it.through);
  const isApproved = ({ ports }: GroupOpening): boolean =>
    allowedPublicPorts.some((port) => intersect(ports, only(port)).length > 0);
  const closing = through
    .map((it) => narrowedTo(it, ({ sources }) => isInternet(sources, width)))
    .filter(({ parts }) => parts.length > 0);
  if (closing.some(isOfService))
    return cannotPlan('Kubernetes made a rule for a Service, and would make it again: limit the Service');
  if (closing.some(isApproved)) return cannotPlan('a rule opens approved ports too: split it first');
  const left = through.map((it) => narrowedTo(it, ({ sources }) => !isInternet(sources, width)));
  const rest = unionAll(left.map(({ sources }) => sources));
  if (closing.length === 0 || isInternet(rest, width))
    return cannotPlan('only together are the sources as wide as the internet: say which of them may stay');
  return [revokeSources(group, closing)];
}

/**
 * Whether the cloud provider of Kubernetes, or the load balancer controller, made a rule for the node ports of a Service.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#aws-nlb-support
 */
const isOfService = ({ permission: { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [] } }: GroupOpening): boolean =>
  [...IpRanges, ...Ipv6Ranges, ...PrefixListIds].some(({ Description = '' }) =>
    /^(?:kubernetes\.io\/rule\/nlb\/|elbv2\.k8s\.aws\/targetGroupBinding=)/.test(Description),
  );

const only = (port: number): Ports => portRange(port, port) ?? [];

const narrowedTo = (it: GroupOpening, stays: (source: GroupOpening['parts'][number]) => boolean): GroupOpening => {
  const parts = it.parts.filter(stays);
  return { ...it, parts, sources: unionAll(parts.map(({ sources }) => sources)) };
};
