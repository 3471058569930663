import { fitsStars } from '#lib/pattern';
import { plural } from '#lib/text';
import { severities } from '#model';
import type { Access, Approvers, Impact, People, RiskOwners, Severity } from '#model';
import { named, sameHuman, type Human } from './same-human.ts';

/** Somebody who wants to do something, with all that is known of him. */
export interface Actor extends Human {
  /** The user groups that he is in. */
  readonly groups?: readonly string[];
  /** User groups whose members could not be asked for, and why. */
  readonly unreadGroups?: readonly { readonly group: string; readonly why: string }[];
}

/** Whether somebody may do something, and if not: why, and what would change it. */
export type May = { readonly may: true } | { readonly may: false; readonly why: string };

const yes: May = { may: true };
const no = (why: string): May => ({ may: false, why });

/** Whether somebody may snooze, assign and propose. */
export function mayRespond({ responders = {} }: Access, actor: Actor): May {
  return isNobody(responders)
    ? no('Nobody may do this yet: ask an admin to set access.responders.')
    : among(responders, actor, 'access.responders');
}

/** What somebody wants to decide about. */
export interface Decided {
  readonly impact: Impact;
  readonly target: string;
  readonly proposedBy: string;
  /** What is known of who proposed it; what the name alone says unless more is. */
  readonly proposer?: Human | undefined;
  /** `remediation.approvals.selfApprove`: never for what is disruptive. */
  readonly selfApprove: boolean;
}

/** Whether somebody may approve a plan. Refusing one takes the same role, but may be done to one's own. */
export function mayApprove(access: Access, actor: Actor, plan: Decided): May {
  const role = mayReject(access, actor, plan);
  const isDisruptive = plan.impact === 'disruptive';
  if (!role.may || (plan.selfApprove && !isDisruptive)) return role;
  const same = sameHuman(access, actor, plan.proposer ?? named(plan.proposedBy));
  if (same === 'other') return yes;
  if (same === 'unknown') return no(cannotTell(plan.proposedBy));
  return isDisruptive
    ? no('A disruptive fix is approved by somebody else than who proposed it.')
    : no('A fix is approved by somebody else than who proposed it (remediation.approvals.selfApprove is off).');
}

/** What is said where two names may be of one human: nobody is let in by a second name. */
export const cannotTell = (other: string): string =>
  `Whether you are ${other} yourself cannot be told: ask an admin to name both of you in access.identities, or to give the app users:read.email.`;

/** Whether somebody may refuse a plan. */
export function mayReject(
  { approvers = [] }: Access,
  actor: Actor,
  { impact, target }: Pick<Decided, 'impact' | 'target'>,
): May {
  if (approvers.every(isNobody)) return no('Nobody may approve yet: ask an admin to set access.approvers.');
  const forIt = approvers.filter((it) => isFor(it, { impact, target }));
  if (forIt.every(isNobody)) {
    return no(
      `No entry of access.approvers is for fixes with the impact ${impact} in ${target}: ask an admin to add one.`,
    );
  }
  return anyOf(forIt, actor, 'access.approvers', `for fixes with the impact ${impact} in ${target}`);
}

/** Whether somebody may pause and resume all fixes: every approver. */
export function mayPause({ approvers = [] }: Access, actor: Actor): May {
  return approvers.every(isNobody)
    ? no('Nobody may pause fixes from here yet: ask an admin to set access.approvers, or run shoalwatch fix --pause.')
    : anyOf(approvers, actor, 'access.approvers', 'at all');
}

/** Whether somebody may accept a risk of a severity for so many days. */
export function mayAccept(
  { riskOwners = [] }: Access,
  actor: Actor,
  { severity, days }: { readonly severity: Severity; readonly days: number },
): May {
  if (riskOwners.every(isNobody)) return no('Nobody may accept a risk yet: ask an admin to set access.riskOwners.');
  const role = anyOf(riskOwners, actor, 'access.riskOwners', 'at all');
  if (!role.may) return role;
  const most = mostDays(riskOwners, actor, severity);
  if (most === undefined) return no(`Your entry of access.riskOwners names no days for ${severity} findings.`);
  return days <= most
    ? yes
    : no(`You may accept a ${severity} finding for ${plural(most, 'day')} at the most, and this is ${days}.`);
}

/** Whether somebody is in a role at all: whoever is may file a request that another one decides. */
export function hasRole({ responders = {}, approvers = [], riskOwners = [] }: Access, actor: Actor): May {
  const all = [responders, ...approvers, ...riskOwners];
  if (all.every(isNobody)) return no('Nobody may do this yet: ask an admin to set access.responders.');
  return anyOf(all, actor, 'access', 'at all');
}

/** The user groups that the roles name: the members of these have to be known. */
export function groupsIn({ responders = {}, approvers = [], riskOwners = [] }: Access): readonly string[] {
  return [...new Set([responders, ...approvers, ...riskOwners].flatMap(({ slackGroups = [] }) => slackGroups))].sort();
}

/** Whether any role names people by e-mail. */
export const namesEmails = ({ responders = {}, approvers = [], riskOwners = [] }: Access): boolean =>
  [responders, ...approvers, ...riskOwners].some(({ emails = [] }) => emails.length > 0);

/** Who approves fixes like this, in words; undefined where nobody does. */
export function approversOf({ approvers = [] }: Access, plan: Pick<Decided, 'impact' | 'target'>): string | undefined {
  const people = approvers.filter((it) => isFor(it, plan)).flatMap(namesOf);
  return people.length === 0 ? undefined : [...new Set(people)].join(', ');
}

/** Who accepts risks of a severity, in words; undefined where nobody does. */
export function riskOwnersOf({ riskOwners = [] }: Access, severity: Severity): string | undefined {
  const people = riskOwners.filter((it) => it.maxDays?.[severity] !== undefined).flatMap(namesOf);
  return people.length === 0 ? undefined : [...new Set(people)].join(', ');
}

const namesOf = ({ slackUsers = [], slackGroups = [], emails = [], principals = [] }: People): readonly string[] => [
  ...slackUsers,
  ...slackGroups,
  ...emails,
  ...principals,
];

const isNobody = (people: People): boolean => namesOf(people).length === 0;

/** `none` alone, and every target, unless more or fewer are named. */
const isFor = (
  { impacts = ['none'], targets }: Approvers,
  { impact, target }: Pick<Decided, 'impact' | 'target'>,
): boolean =>
  impacts.includes(impact) && (targets === undefined || targets.some((pattern) => fitsStars(target, pattern)));

function anyOf(entries: readonly People[], actor: Actor, setting: string, what: string): May {
  if (entries.some((people) => isIn(people, actor))) return yes;
  const unread = entries.flatMap((people) => unreadIn(people, actor));
  const [first] = unread;
  return no(first ?? `You are not named in ${setting} ${what}.`.replace(' at all.', '.'));
}

function among(people: People, actor: Actor, setting: string): May {
  return anyOf([people], actor, setting, 'at all');
}

function isIn({ slackUsers = [], slackGroups = [], emails = [], principals = [] }: People, actor: Actor): boolean {
  const { slackUser, groups = [], email, principal } = actor;
  if (slackUser !== undefined && slackUsers.includes(slackUser)) return true;
  if (groups.some((group) => slackGroups.includes(group))) return true;
  if (email !== undefined && email !== '' && emails.some((one) => one.toLowerCase() === email.toLowerCase()))
    return true;
  return principal !== undefined && principals.some((one) => isPrincipal(one, principal));
}

const unreadIn = ({ slackGroups = [] }: People, { unreadGroups = [] }: Actor): readonly string[] =>
  unreadGroups
    .filter(({ group }) => slackGroups.includes(group))
    .map(({ group, why }) => `Whether you are in the user group ${group} cannot be read: ${why}`);

/** A session is its role; the path of a role is no part of its name, which is unique in an account. */
function isPrincipal(named: string, actual: string): boolean {
  if (named === actual) return true;
  const [, partition, account, role] = /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(actual) ?? [];
  if (role === undefined) return false;
  const [, itsPartition, itsAccount, itsRole] =
    /^arn:([a-z-]+):iam::(\d{12}):role\/(?:.+\/)?([^/]+)$/.exec(named) ?? [];
  return itsPartition === partition && itsAccount === account && itsRole === role;
}

/** The most days of all entries that somebody is in. */
function mostDays(riskOwners: readonly RiskOwners[], actor: Actor, severity: Severity): number | undefined {
  const days = riskOwners.filter((it) => isIn(it, actor)).flatMap(({ maxDays }) => maxDays?.[severity] ?? []);
  return days.length === 0 ? undefined : Math.max(...days);
}

/** The days for which somebody may accept, by severity. */
export const daysOf = ({ riskOwners = [] }: Access, actor: Actor): Readonly<Partial<Record<Severity, number>>> =>
  Object.fromEntries(
    severities.flatMap((severity) => {
      const most = mostDays(riskOwners, actor, severity);
      return most === undefined ? [] : [[severity, most]];
    }),
  );
