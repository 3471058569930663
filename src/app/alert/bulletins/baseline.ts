import { deadlineOf } from '#engine/deadline';
import { isOpen } from '#engine/diff';
import { clusterOf } from '#engine/waivers/waiver-scope';
import { abreast } from '#lib/abreast';
import { shortHash } from '#lib/hash';
import { clip, compareText } from '#lib/text';
import { severities, type Finding, type News } from '#model';
import type { BaselineView, Counts, Lead } from '#notify/views';
import type { Ground } from '../desk.ts';
import { keepBulletin } from './bulletins.ts';
import { consoleUrl } from '../cards/console-url.ts';
import { clusterName } from '../group-of.ts';
import { homesOf, type Homed } from '../homes.ts';
import { ownerOf, routed } from '../routes.ts';
import { cardIn, change, joined, within } from '../touch.ts';

/** The bulletin of what stood when a channel was first told of anything. */
export const baselineId = (channel: string): string => `n-first-${shortHash(channel, 10)}`;

/** What news opened within so many milliseconds before a channel's first message gets cards of its own. */
export const lately = 3_600_000;

/**
 * Tells a channel that was never told of anything what stands, in one message: after a first scan, in a store that is older
 * than Slack here, and in a channel that routes name since today. What news opened within the last hour is no part of it.
 */
export async function baselines(ground: Ground, news: readonly News[]): Promise<void> {
  const { alerts } = ground.desk.memory;
  const isFirst = news.some(({ first }) => first);
  const channels = await abreast(channelsOf(ground), 8, async (id) => ({ id, stored: await alerts.channel(id) }));
  const fresh = new Set(channels.filter(({ stored }) => isFirst || !stored).map(({ id }) => id));
  if (fresh.size === 0) return;
  const [run] = await ground.desk.memory.runs(1);
  const scan = run && (await ground.desk.memory.scan(run.id));
  if (!scan) return;
  const open = (await ground.findings.all()).filter(isOpen);
  const own = newsOf(news, ground.now);
  const homed = (await homesOf(ground, open)).map((it) => ({ ...it, to: routed(ground, it.finding) }));
  for (const channel of fresh) {
    const here = homed.filter(({ to }) => to.channel === channel);
    const isTold = channel === ground.notify.default || here.some(({ to }) => to.when === 'now');
    if (isTold) await keepBulletin(ground, { id: baselineId(channel), channel, says: baselineOf(ground, scan, here) });
    const groups = [...Map.groupBy(here, ({ group }) => group.id).values()];
    await abreast(groups, 16, (all) => remember(ground, channel, all, own));
    const stored = channels.find(({ id }) => id === channel)?.stored;
    if (!stored) await alerts.keepChannel({ id: channel, since: ground.at, posted: [] }, 0);
  }
}

/** Every channel that anything may be told in. */
export function channelsOf({ notify, policy }: Ground): readonly string[] {
  const routes = notify.routes?.flatMap(({ channel }) => channel ?? []) ?? [];
  const owners = policy.owners?.flatMap(({ channel }) => channel ?? []) ?? [];
  return [...new Set([notify.default, ...routes, ...owners])];
}

/** What was opened lately by news that is no first scan: it gets cards of its own. */
function newsOf(news: readonly News[], now: number): ReadonlySet<string> {
  const late = news.filter(({ first, at }) => !first && now - Date.parse(at) < lately);
  return new Set(late.flatMap(({ moved }) => moved.map(({ finding }) => finding)));
}

/** A group that stood is never posted as new. */
async function remember(
  ground: Ground,
  channel: string,
  all: readonly (Homed & { readonly to: ReturnType<typeof routed> })[],
  own: ReadonlySet<string>,
): Promise<void> {
  const [first] = all;
  if (!first || all.some(({ finding }) => own.has(finding.id))) return;
  await change(ground, first.group, (was) => {
    if (cardIn(was, channel)) return undefined;
    const known = joined(
      was,
      all.map(({ finding }) => finding.id),
    );
    const isNow = all.some(({ to }) => to.when === 'now');
    return { group: isNow ? within(known, channel, baselineId(channel), ground.at) : known, due: undefined };
  });
}

type Scanned = NonNullable<Awaited<ReturnType<Ground['desk']['memory']['scan']>>>;

/** What stands, as the one message of a first scan. */
export function baselineOf(
  ground: Ground,
  scan: Scanned,
  here: readonly Homed[],
): Omit<BaselineView, 'id' | 'render' | 'style' | 'may'> {
  const findings = here.map(({ finding }) => finding);
  const clusters = new Set(scan.resources.filter(({ type }) => type.endsWith('.cluster')).map(({ id }) => id));
  return {
    is: 'baseline',
    targets: scan.targets.length,
    unreadTargets: scan.targets.filter(({ state }) => state === 'failed').length,
    clusters: clusters.size,
    rules: scan.ruleCount,
    open: countsOf(findings),
    coverage: scan.coverage,
    took: Date.parse(scan.finishedAt) - Date.parse(scan.startedAt),
    finishedAt: scan.finishedAt,
    top: leadsOf(ground, findings, 5),
    unknown: scan.totals.unknown,
  };
}

/** How many are open, by severity; accepted ones are not. */
export function countsOf(findings: readonly Finding[]): Counts {
  const open = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { severity, status } of findings) if (status === 'open') open[severity] += 1;
  return open;
}

/** The gravest findings, so many at the most. */
export function leadsOf(ground: Ground, findings: readonly Finding[], most: number): readonly Lead[] {
  const grave = [...findings].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || compareText(a.id, b.id),
  );
  return grave.slice(0, most).map((it) => leadOf(ground, it));
}

/** One line that leads to a finding. */
export function leadOf(ground: Ground, finding: Finding): Lead {
  const { id, severity, message, resource } = finding;
  const cluster = clusterOf(resource);
  const owner = ownerOf(ground, finding);
  return {
    ...{ finding: id, severity, says: clip(message, 200) },
    where: clip(cluster === undefined ? resource.name : clusterName(cluster), 80),
    url: consoleUrl(resource),
    owner,
    openFor: ground.now - Date.parse(finding.firstSeen),
    overdue: deadlineOf(finding, ground.policy.sla ?? {}, ground.at)?.overdue,
  };
}
