import { plural } from '#lib/text';
import { formatDate } from '#lib/time';
import type { Finding, Instant } from '#model';
import { isEnding, isSamePerson, isTooLong, longestDays } from './waiver-life.ts';
import type { Registered } from './waiver-register.ts';
import { isGraver, isInside } from './waiver-scope.ts';

/** What can be wrong with an accepted risk, in the order in which it is told. */
export const waiverIssues = [
  'expired-critical',
  'own-approval',
  'outgrown',
  'too-long',
  'too-broad',
  'expiring',
  'rule-unknown',
  'rule-off',
  'resource-unknown',
  'unused',
] as const;

export type WaiverIssue = (typeof waiverIssues)[number];

/** Something in the register that somebody should look at. */
export interface Audited {
  readonly waiver: string;
  readonly issue: WaiverIssue;
  readonly message: string;
}

/** What the register is held against. */
export interface AuditInput {
  readonly register: readonly Registered[];
  readonly findings: readonly Finding[];
  /** Every rule that ships, and whether policy leaves it on. */
  readonly rules: ReadonlyMap<string, boolean>;
  /** What the last run saw; absent where there was none. */
  readonly seen?: Seen | undefined;
  /** When a waiver that hides nothing hid its last finding; absent for one that never hid any. */
  readonly idleSince: ReadonlyMap<string, Instant>;
  readonly at: Instant;
}

/** What a run has seen. */
export interface Seen {
  readonly resources: ReadonlySet<string>;
  readonly targets: readonly string[];
  /** Targets that were not wholly read: something may be there all the same. */
  readonly unread: number;
}

/** A waiver that hides more than this is looked at. */
const most = { findings: 20, resources: 10 };

/** The end of a waiver is told of so many days before. */
const soon = 14;

/** Looks through the register: what hides nothing or too much, what ends or has ended, and what is not as it should be. */
export function auditOf(input: AuditInput): readonly Audited[] {
  return waiverIssues.flatMap((issue) =>
    input.register.flatMap((it) => {
      const message = it.status === 'denied' || it.status === 'revoked' ? undefined : checks[issue](it, input);
      return message === undefined ? [] : [{ waiver: it.id, issue, message }];
    }),
  );
}

/** Says what is wrong with a waiver, or nothing. */
type Check = (it: Registered, input: AuditInput) => string | undefined;

const isInForce = ({ status, overruledBy }: Registered): boolean =>
  (status === 'active' || status === 'expiring') && overruledBy === undefined;

const openIn = ({ rule, scope }: Registered, { findings }: AuditInput): readonly Finding[] =>
  findings.filter((it) => it.status === 'open' && it.rule === rule && isInside(scope, it));

const checks: Readonly<Record<WaiverIssue, Check>> = {
  'expired-critical': (it, input) => {
    const [first, ...more] = openIn(it, input).filter(({ severity }) => severity === 'critical');
    if (it.status !== 'expired' || !first) return undefined;
    const rest = more.length === 0 ? ' is' : ` and ${more.length} more are`;
    return `It ended on ${formatDate(it.said.until)}; ${first.id}${rest} open and critical.`;
  },
  'own-approval': ({ approver, said: { owner } }) =>
    approver !== undefined && isSamePerson(approver, owner) ? `${owner} owns the risk and approved it.` : undefined,
  outgrown: (it, input) => {
    const { upTo } = it.said;
    if (upTo === undefined || !isInForce(it)) return undefined;
    const [first] = openIn(it, input).filter((finding) => isGraver(finding, upTo));
    return first && `It was accepted as ${upTo}; ${first.id} is ${first.severity} now, and is open.`;
  },
  'too-long': ({ origin, hidden, said: { until } }, { at }) => {
    // What the store holds was held to it when it was asked for and when it was approved.
    const far = origin === 'as code' ? hidden.find(({ severity }) => isTooLong(until, at, severity)) : undefined;
    return (
      far &&
      `It ends on ${formatDate(until)}; ${far.id} is ${far.severity}, which is accepted for ${longestDays[far.severity]} days at the most.`
    );
  },
  'too-broad': ({ hidden }) => {
    const resources = new Set(hidden.map(({ resource }) => resource.id)).size;
    const isBroad = hidden.length > most.findings || resources > most.resources;
    return isBroad ? `It hides ${plural(hidden.length, 'finding')} of ${plural(resources, 'resource')}.` : undefined;
  },
  expiring: (it, { at }) =>
    isInForce(it) && isEnding(it.said.until, at, soon)
      ? `It ends on ${formatDate(it.said.until)}${it.renewal ? '; a request to go on waits' : ''}.`
      : undefined,
  'rule-unknown': ({ rule }, { rules }) => (rules.has(rule) ? undefined : `No rule is called ${rule}.`),
  'rule-off': ({ rule }, { rules }) => (rules.get(rule) === false ? `The rule ${rule} is switched off.` : undefined),
  'resource-unknown': ({ scope }, { seen }) => {
    if (!seen || isKnown(scope, seen)) return undefined;
    const unread = seen.unread > 0 ? `, and ${plural(seen.unread, 'target')} could not be read wholly` : '';
    return `The last run saw no ${Object.values(scope)[0]}${unread}.`;
  },
  unused: (it, { idleSince }) => {
    if (!isInForce(it) || it.hidden.length > 0) return undefined;
    const since = idleSince.get(it.id);
    if (since !== undefined) return `It hides nothing since ${formatDate(since)}.`;
    return it.approvedAt === undefined
      ? 'It has never hidden anything.'
      : `It has hidden nothing since it was approved on ${formatDate(it.approvedAt)}.`;
  },
};

function isKnown(scope: Registered['scope'], { resources, targets }: Seen): boolean {
  if ('cluster' in scope) return resources.has(scope.cluster) || targets.includes(`k8s:${scope.cluster}`);
  if ('target' in scope) return targets.some((it) => it === scope.target || it.startsWith(`${scope.target}:`));
  return resources.has(scope.resource);
}
