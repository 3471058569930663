import type { Impact, Origin, Severity } from '#model';
import type { ChangeInView, Lead, Named, TargetInView } from '../views.ts';
import { signOf } from './colours.ts';
import { lasting } from './lasting.ts';
import { code, joined, link, mrkdwn, prose, when, type Mrkdwn } from './mrkdwn.ts';
import type { Room } from './room.ts';

/** `CRITICAL`: never a colour or a sign alone. */
export const inCapitals = (severity: Severity): string => severity.toUpperCase();

/** What something is about, as people call it: the cluster, else the target. */
export const placeName = (cluster: Named | undefined, target: TargetInView | undefined): string =>
  cluster?.name ?? target?.name ?? target?.id ?? 'the estate';

/** `payments 123456789012, eu-west-1` */
export function accountWords({ account, name, region, id }: TargetInView): string {
  const known = account ?? id;
  const whole = name === undefined || name === known ? known : `${name} ${known}`;
  return region === undefined ? whole : `${whole}, ${region}`;
}

const accountLabel: Readonly<Record<TargetInView['provider'], string>> = {
  aws: 'Account',
  azure: 'Subscription',
  gcp: 'Project',
  kubernetes: 'Cluster API',
};

/** What the account of a target is called by its provider; that of a cluster by the cloud that runs it. */
export function accountLabelOf({ id, provider }: TargetInView): string {
  const cluster = /^k8s:(arn:|\/subscriptions\/|\/\/container\.)/.exec(id)?.[1];
  if (cluster === undefined) return accountLabel[provider];
  return accountLabel[cluster === 'arn:' ? 'aws' : cluster === '/subscriptions/' ? 'azure' : 'gcp'];
}

/** An account with its name: `123456789012 (payments)`. */
export function account({ account: number, name, id }: TargetInView, { value }: Room): Mrkdwn {
  const known = code(number ?? id, value);
  return name === undefined || name === (number ?? id) ? known : mrkdwn`${known} (${prose(name, 60)})`;
}

/** With what a change was made, as the end of a sentence. */
export const how: Readonly<Record<Origin, Mrkdwn>> = {
  console: mrkdwn` in the console`,
  cli: mrkdwn` with the CLI`,
  terraform: mrkdwn` with Terraform`,
  cloudformation: mrkdwn` with CloudFormation`,
  sdk: mrkdwn` with an SDK`,
  provider: mrkdwn` (the provider itself)`,
  unknown: mrkdwn``,
};

/** Whoever called, as colleagues know them: the session and role of an assumed role, the last name of a path. */
export function actorName(actor: string): string {
  const [, role, session] = /^arn:[a-z-]+:sts::\d*:assumed-role\/([^/]+)\/(.+)$/.exec(actor) ?? [];
  if (role !== undefined && session !== undefined) return `${session} (role ${role})`;
  return /^arn:[a-z-]+:iam::\d*:(?:user|role)\/(?:.*\/)?([^/]+)$/.exec(actor)?.[1] ?? actor;
}

/** Who did it, with what call, when and from where. */
export function whoLine({ actor, call, at, origin, eventId, url, sourceAddress }: ChangeInView, room: Room): Mrkdwn {
  const event = url === undefined ? (room.extras ? code(eventId, 40) : undefined) : link(url, mrkdwn`audit event`);
  return joined([
    mrkdwn`:bust_in_silhouette: Changed by *${prose(actorName(actor), room.value)}*${how[origin]}`,
    code(call, 80),
    when(at),
    sourceAddress !== undefined && mrkdwn`from ${code(sourceAddress, 50)}`,
    event,
  ]);
}

/** What people notice of a fix. */
export const impactWords: Readonly<Record<Impact, string>> = {
  none: 'nobody notices',
  brief: 'brief: connections are made anew, nothing restarts',
  disruptive: 'disruptive: nodes or pods are replaced, or callers are cut off',
};

/** One line of a list: sign, what, where, and since when. */
export const leadLine = (
  { severity, says, where, url, owner, openFor, overdue }: Lead,
  { prose: most, value, links }: Room,
): Mrkdwn =>
  joined([
    mrkdwn`${{ mrkdwn: signOf[severity] }} ${inCapitals(severity)}`,
    mrkdwn`${link(links ? url : undefined, prose(withoutStop(says), Math.min(most, 120)))}`,
    code(where, Math.min(value, 60)),
    openFor !== undefined && (openFor < 60_000 ? mrkdwn`new` : mrkdwn`open ${lasting(openFor)}`),
    overdue === true && mrkdwn`*overdue*`,
    owner !== undefined && prose(owner, 40),
  ]);

/** At most so many lines, and how many more there are. */
export function lines(all: readonly Mrkdwn[], most: number, total = all.length): Mrkdwn | undefined {
  const shown = all.slice(0, most);
  if (shown.length === 0) return undefined;
  const rest = total - shown.length;
  return joined([...shown, rest > 0 && mrkdwn`… and ${rest} more`], '\n');
}

/** A text as a sentence: it ends with a full stop, unless it ends already. */
export const sentence = (text: string): string => (/[.!?…]\s*$/.test(text) ? text.trim() : `${text.trim()}.`);

/** The text with a capital letter at its beginning. */
export const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** A sentence as a title or the beginning of a longer one. */
export const withoutStop = (text: string): string => text.trim().replace(/\.$/, '');

/** `97 %`; never 100 while something is missing. */
export const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;
