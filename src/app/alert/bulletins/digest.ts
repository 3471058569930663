import { isInside } from '#engine/waivers/waiver-scope';
import { shortHash } from '#lib/hash';
import { clip, compareText } from '#lib/text';
import { isAsGrave, ShoalwatchError, type Channel, type Finding, type Run, type Scan } from '#model';
import type { DigestView } from '#notify/views';
import { channelsOf, countsOf, leadOf, leadsOf } from './baseline.ts';
import { keepBulletin } from './bulletins.ts';
import type { Ground } from '../desk.ts';
import { fixesWaiting } from './fixes-waiting.ts';
import { lastTime } from '../local-time.ts';
import { routed } from '../routes.ts';

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
    if (!stored || slot <= Date.parse(sinceWhen(stored.channel, now))) continue;
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
  const from = sinceWhen(channel, ground.now);
  const runs = await desk.memory.runs(mostRuns);
  const [last] = runs;
  if (!last) return false;
  const before = runs.find(({ startedAt }) => startedAt <= from) ?? runs.at(-1);
  const [was, is] = [await readOf(ground, before), await readOf(ground, last)];
  const unread = [was, is].flatMap((it) => ('unread' in it ? [it.unread] : []));
  const waiting = await fixesWaiting(ground, channel.id);
  const told = { channel, from, slot, runs, waiting };
  const view =
    'unread' in was || 'unread' in is
      ? await incompleteOf(ground, told, unread[0] ?? '')
      : viewOf(ground, { ...told, was, is });
  if (
    view.open.critical +
      view.open.high +
      view.open.medium +
      view.open.low +
      view.opened +
      view.closed +
      waiting.length ===
      0 &&
    channel.id !== notify.default &&
    unread.length === 0
  ) {
    return false;
  }
  const heard = Date.parse(channel.digest?.told ?? channel.since);
  const isWeekly = notify.digest?.heartbeat !== 'never' && slot - heard >= 7 * day - day / 2;
  if (view.quiet && notify.digest?.skipIfQuiet !== false && !isWeekly) return false;
  const id = `n-digest-${shortHash(`${channel.id} ${slot}`, 10)}`;
  await keepBulletin(ground, { id, channel: channel.id, says: view });
  return true;
}

/** Since when a channel has heard nothing. What is still to come was kept before the clock was set back. */
function sinceWhen({ digest, since }: Channel, now: number): string {
  const at = digest?.at ?? since;
  return Date.parse(at) > now ? new Date(now - day).toISOString() : at;
}

/** What a run came to; or why nobody can tell any more. */
async function readOf({ desk }: Ground, run: Run | undefined): Promise<Scan | { readonly unread: string }> {
  try {
    const scan = run && (await desk.memory.scan(run.id));
    return scan ?? { unread: 'the store does not hold the run' };
  } catch (error) {
    if (error instanceof ShoalwatchError && error.code === 'store') return { unread: error.message };
    throw error;
  }
}

interface Told {
  readonly channel: Channel;
  readonly from: string;
  readonly slot: number;
  readonly runs: readonly Run[];
  readonly waiting: DigestView['waiting'];
}

/** What can be said where a run cannot be read: what stands open now, and that more is not known. */
async function incompleteOf(
  ground: Ground,
  { channel, from, slot, runs, waiting }: Told,
  incomplete: string,
): Promise<Says> {
  const all = await ground.findings.all();
  const open = all.filter((it) => it.status === 'open' && routed(ground, it).channel === channel.id);
  const opened = open.filter(({ firstSeen }) => firstSeen > from);
  return {
    ...{ is: 'digest', from, to: new Date(slot).toISOString(), opened: opened.length, closed: 0, open: countsOf(open) },
    news: leadsOf(
      ground,
      opened.filter((it) => routed(ground, it).when === 'digest'),
      10,
    ),
    oldest: oldestOf(ground, open),
    ...{ waiting, ending: [], coverage: runs[0]?.standing?.coverage ?? 0, unreadTargets: 0, trend: [], quiet: false },
    incomplete: clip(incomplete, 300),
  };
}

const oldestOf = (ground: Ground, open: readonly Finding[]): DigestView['oldest'] =>
  open
    .filter(({ severity }) => isAsGrave(severity, 'critical'))
    .sort((a, b) => compareText(a.firstSeen, b.firstSeen))
    .slice(0, 5)
    .map((it) => leadOf(ground, it));

interface Compared {
  readonly was: Scan;
  readonly is: Scan;
}

type Says = Omit<DigestView, 'id' | 'render' | 'style' | 'may'>;

function viewOf(ground: Ground, { channel, from, slot, was, is, runs, waiting }: Told & Compared): Says {
  const { notify, policy, now } = ground;
  const here = (it: Finding): boolean => it.status === 'open' && routed(ground, it).channel === channel.id;
  const [before, open] = [was.findings.filter(here), is.findings.filter(here)];
  const [known, standing] = [new Set(before.map(({ id }) => id)), new Set(is.findings.map(({ id }) => id))];
  const opened = open.filter(({ id }) => !known.has(id));
  const closed = before.filter(({ id }) => !standing.has(id)).length;
  const alone = opened.filter((it) => routed(ground, it).when === 'digest');
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
    oldest: oldestOf(ground, open),
    waiting,
    ending: ending.slice(0, 5).map(({ id, rule, until, ...scope }) => ({
      ...{ waiver: id, says: ground.rules.get(rule)?.title ?? rule, until },
      where: 'cluster' in scope ? scope.cluster : 'target' in scope ? scope.target : scope.resource,
    })),
    coverage: is.coverage,
    coverageBefore: was.coverage,
    unreadTargets: is.targets.filter(({ state }) => state === 'failed').length,
    trend: channel.id === notify.default ? trendOf(runs) : [],
    quiet: opened.length === 0 && closed === 0 && ending.length === 0 && waiting.length === 0,
  };
}

/** Open criticals at the end of each of the last fourteen days that anything was judged on. */
function trendOf(runs: readonly Run[]): readonly number[] {
  const days = [...Map.groupBy(runs, ({ startedAt }) => startedAt.slice(0, 10))];
  const last = days.slice(0, 14).flatMap(([, [newest]]) => newest?.standing?.open.critical ?? []);
  return last.reverse();
}
