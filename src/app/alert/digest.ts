import { isInside } from '#engine/waiver-scope';
import { shortHash } from '#lib/hash';
import { compareText } from '#lib/text';
import { isAsGrave, type Channel, type Finding, type Run, type Scan } from '#model';
import type { DigestView } from '../../notify/views.ts';
import { channelsOf, countsOf, leadOf, leadsOf } from './baseline.ts';
import { keepBulletin } from './bulletins.ts';
import type { Ground } from './desk.ts';
import { lastTime } from './local-time.ts';
import { routed } from './routes.ts';

const day = 86_400_000;
/** Runs that are looked through for the state of before. */
const mostRuns = 2000;

/** Tells each channel, at its time of day, what happened since the last digest. What was quiet is told once a week, or never. */
export async function digests(ground: Ground): Promise<void> {
  const { notify, desk, now } = ground;
  const { at = '09:00', days = 'mon-fri' } = notify.digest ?? {};
  const slot = lastTime(now, { at, days, zone: desk.zone });
  for (const id of channelsOf(ground)) {
    const stored = await desk.memory.alerts.channel(id);
    if (!stored || slot <= Date.parse(stored.channel.digest?.at ?? stored.channel.since)) continue;
    const isTold = await tell(ground, stored.channel, slot);
    const told = isTold ? new Date(slot).toISOString() : stored.channel.digest?.told;
    const digest = { at: new Date(slot).toISOString(), ...(told !== undefined && { told }) };
    // Read anew: cards may have been posted meanwhile. Whoever is faster makes it be looked at once more.
    const fresh = (await desk.memory.alerts.channel(id)) ?? stored;
    await desk.memory.alerts.keepChannel({ ...fresh.channel, digest }, fresh.version);
  }
}

/** Whether there was anything to tell. */
async function tell(ground: Ground, channel: Channel, slot: number): Promise<boolean> {
  const { notify, desk } = ground;
  const from = channel.digest?.at ?? channel.since;
  const runs = await desk.memory.runs(mostRuns);
  const [last] = runs;
  const before = runs.find(({ startedAt }) => startedAt <= from) ?? runs.at(-1);
  const [was, is] = [before && (await desk.memory.scan(before.id)), last && (await desk.memory.scan(last.id))];
  if (!was || !is || !before || !last) return false;
  const view = viewOf(ground, { channel, from, slot, was, is, runs });
  if (
    view.open.critical + view.open.high + view.open.medium + view.open.low + view.opened + view.closed === 0 &&
    channel.id !== notify.default
  ) {
    return false;
  }
  const heard = Date.parse(channel.digest?.told ?? channel.since);
  const isWeekly = notify.digest?.heartbeat === 'weekly' && slot - heard >= 7 * day - day / 2;
  if (view.quiet && notify.digest?.skipIfQuiet !== false && !isWeekly) return false;
  const id = `n-digest-${shortHash(`${channel.id} ${slot}`, 10)}`;
  await keepBulletin(ground, { id, channel: channel.id, says: view });
  return true;
}

interface Told {
  readonly channel: Channel;
  readonly from: string;
  readonly slot: number;
  readonly was: Scan;
  readonly is: Scan;
  readonly runs: readonly Run[];
}

type Says = Omit<DigestView, 'id' | 'render' | 'style' | 'may'>;

function viewOf(ground: Ground, { channel, from, slot, was, is, runs }: Told): Says {
  const { notify, policy, now } = ground;
  const here = (it: Finding): boolean => it.status === 'open' && routed(ground, it).channel === channel.id;
  const [before, open] = [was.findings.filter(here), is.findings.filter(here)];
  const [known, standing] = [new Set(before.map(({ id }) => id)), new Set(is.findings.map(({ id }) => id))];
  const opened = open.filter(({ id }) => !known.has(id));
  const closed = before.filter(({ id }) => !standing.has(id)).length;
  const alone = opened.filter((it) => routed(ground, it).when === 'digest');
  const oldest = open
    .filter(({ severity }) => isAsGrave(severity, 'critical'))
    .sort((a, b) => compareText(a.firstSeen, b.firstSeen));
  const waivers = policy.waivers.filter(({ until }) => Date.parse(until) > now && Date.parse(until) - now < 14 * day);
  const ending = waivers.filter((waiver) =>
    is.findings.some(
      (it) => it.rule === waiver.rule && isInside(waiver, it) && routed(ground, it).channel === channel.id,
    ),
  );
  return {
    is: 'digest',
    ...{ from, to: new Date(slot).toISOString(), opened: opened.length, closed, open: countsOf(open) },
    openBefore: before.length,
    news: leadsOf(ground, alone, 10),
    oldest: oldest.slice(0, 5).map((it) => leadOf(ground, it)),
    waiting: [],
    ending: ending.slice(0, 5).map(({ id, rule, until, ...scope }) => ({
      ...{ waiver: id, says: ground.rules.get(rule)?.title ?? rule, until },
      where: 'cluster' in scope ? scope.cluster : 'target' in scope ? scope.target : scope.resource,
    })),
    coverage: is.coverage,
    coverageBefore: was.coverage,
    unreadTargets: is.targets.filter(({ state }) => state === 'failed').length,
    trend: channel.id === notify.default ? trendOf(runs) : [],
    quiet: opened.length === 0 && closed === 0 && ending.length === 0,
  };
}

/** Open criticals at the end of each of the last fourteen days that anything was judged on. */
function trendOf(runs: readonly Run[]): readonly number[] {
  const days = [...Map.groupBy(runs, ({ startedAt }) => startedAt.slice(0, 10))];
  const last = days.slice(0, 14).flatMap(([, [newest]]) => newest?.standing?.open.critical ?? []);
  return last.reverse();
}
