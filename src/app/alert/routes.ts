import { clusterOf } from '#engine/waivers/waiver-scope';
import { fitsStars } from '#lib/pattern';
import { severities, type Finding, type Owner, type Route, type RouteWhen, type Severity } from '#model';
import type { ChannelStyle } from '#notify/views';
import type { Ground } from './desk.ts';
import { clusterName } from './group-of.ts';

/** What a route looks at. */
export interface Routable {
  readonly severity: Severity;
  readonly control: string;
  /** The rule by its id and its older ones. */
  readonly rule: readonly string[];
  readonly target: string;
  /** The cluster by its address and by its name. */
  readonly cluster: readonly string[];
  readonly environment: string | undefined;
  readonly owner: string | undefined;
}

/** Where something is told of, and how. */
export interface Routed {
  readonly channel: string;
  readonly when: 'now' | 'digest' | 'never';
  readonly style: ChannelStyle;
}

/** Routes findings of one kind: those of a group, the gravest of which decides. */
export function routed(ground: Ground, finding: Finding, severity: Severity = finding.severity): Routed {
  const { notify } = ground;
  const { facts, owner } = routable(ground, finding, severity);
  const route = notify.routes?.find(({ when }) => holds(when, facts));
  const channel = route?.channel ?? owner?.channel ?? notify.default;
  return { channel, when: whenOf(route, severity), style: styleOf(route, severity) };
}

/** Who answers for a finding: the first that fits. */
export const ownerOf = (ground: Ground, finding: Finding): string | undefined =>
  routable(ground, finding, finding.severity).owner?.owner;

/** Severities from the gravest on that are among these. */
export const gravest = (all: readonly Severity[]): Severity => severities.find((it) => all.includes(it)) ?? 'low';

function routable({ rules, policy, desk }: Ground, finding: Finding, severity: Severity) {
  const { rule, resource } = finding;
  const known = rules.get(rule);
  const id = clusterOf(resource);
  const cluster = id === undefined ? [] : [id, clusterName(id)];
  const environment = desk.nameOf(resource.target)?.environment;
  const owner = policy.owners?.find(({ match }) => owns(match, { cluster, target: resource.target, environment }));
  const facts: Routable = {
    ...{ severity, target: resource.target, cluster, environment, owner: owner?.owner },
    ...{ control: known?.control ?? '', rule: [rule, ...(known?.aliases ?? [])] },
  };
  return { facts, owner };
}

/** Everything that is named has to fit. */
export function holds(when: RouteWhen, it: Routable): boolean {
  return (
    (when.severity?.includes(it.severity) ?? true) &&
    (when.control?.includes(it.control) ?? true) &&
    (when.rule?.some((id) => it.rule.includes(id)) ?? true) &&
    fits(when.target, [it.target]) &&
    fits(when.cluster, it.cluster) &&
    fits(when.environment, [it.environment]) &&
    fits(when.owner, [it.owner])
  );
}

const owns = (match: Owner['match'], it: Pick<Routable, 'cluster' | 'target' | 'environment'>): boolean =>
  fits(match.cluster, it.cluster) && fits(match.target, [it.target]) && fits(match.environment, [it.environment]);

/** What a match does not name always fits; what is not known fits no pattern. */
const fits = (pattern: string | undefined, texts: readonly (string | undefined)[]): boolean =>
  pattern === undefined || texts.some((text) => text !== undefined && fitsStars(text, pattern));

/** Where no route says otherwise: what is grave at once, the middling in the digest, the rest in reports. */
function whenOf(route: Route | undefined, severity: Severity): Routed['when'] {
  if (route?.none) return 'never';
  if (route?.digest) return 'digest';
  if (route) return 'now';
  return severity === 'low' ? 'never' : severity === 'medium' ? 'digest' : 'now';
}

/** How a channel wants what is told of no one finding: as the first route into it says that names it for such. */
export function channelStyle({ notify }: Ground, channel: string, severity: Severity | undefined): ChannelStyle {
  const routes = (notify.routes ?? []).filter((it) => !it.none && (it.channel ?? notify.default) === channel);
  const fitting = routes.filter(({ when }) => severity !== undefined && (when.severity?.includes(severity) ?? true));
  const [route = routes[0]] = fitting;
  return {
    buttons: route?.buttons ?? true,
    detail: route?.detail ?? 'full',
    mention: severity && fitting.find(({ mention }) => mention?.[severity])?.mention?.[severity],
  };
}

const styleOf = (route: Route | undefined, severity: Severity): ChannelStyle => ({
  buttons: route?.buttons ?? true,
  detail: route?.detail ?? 'full',
  mention: route?.mention?.[severity],
});
