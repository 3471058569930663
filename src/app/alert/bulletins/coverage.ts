import { clusterOf } from '#engine/waivers/waiver-scope';
import { isOpen } from '#engine/diff';
import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import { compareText } from '#lib/text';
import type { Clock, Gap, GapReason, Scan } from '#model';
import type { CoverageView } from '#notify/views';
import { keepBulletin } from './bulletins.ts';
import type { Ground } from '../desk.ts';
import { consoleUrl } from '../cards/console-url.ts';
import { clusterName } from '../group-of.ts';
import { muteAt } from '../mutes.ts';
import { targetInView } from '../cards/target-view.ts';

/** Reasons for which something is lost that somebody has to give back; the others are how an estate is. */
const losing: readonly GapReason[] = ['denied', 'throttled', 'timeout', 'unreachable', 'malformed', 'not-ready'];

/** The record of what is unread, as the last look at it left it. */
const registerId = 'n-gaps';

interface Register {
  /** The first run: what it could not read is part of the first message. */
  readonly quiet: readonly string[];
  readonly open: readonly {
    readonly id: string;
    readonly target: string;
    readonly reason: GapReason;
    readonly since: string;
  }[];
}

/** The run that this process looked at last, by its clock: that spares a look, and decides nothing. */
const looked = new WeakMap<Clock, string>();

/**
 * One message for each target and cause that something cannot be read for, edited, and cured when all of it was read again.
 * Nothing is ever resolved by it. What the first run could not read its own message tells of.
 */
export async function coverage(ground: Ground): Promise<void> {
  const { memory } = ground.desk;
  const [run] = await memory.runs(1);
  if (!run) return;
  const look = `${run.id} ${channelOf(ground)}`;
  if (looked.get(ground.desk.clock) === look) return;
  const stored = await memory.alerts.bulletin(registerId);
  const was = stored?.bulletin.says as Register | undefined;
  const scan = await memory.scan(run.id);
  if (!scan) return;
  const lost = lossesOf(scan);
  const quiet = was ? was.quiet.filter((id) => lost.has(id)) : [...lost.keys()];
  const known = new Map(was?.open.map((it) => [it.id, it]));
  const open: Register['open'][number][] = [];
  for (const [id, gaps] of lost) {
    const [first] = gaps;
    if (!first || quiet.includes(id)) continue;
    const since = known.get(id)?.since ?? run.startedAt;
    open.push({ id, target: first.target, reason: first.reason, since });
    await tellAnew(ground, id, await viewOf(ground, scan, { gaps, since }));
  }
  const read = new Set(scan.targets.filter(({ state }) => state !== 'failed').map(({ id }) => id));
  for (const it of was?.open ?? []) {
    if (lost.has(it.id)) continue;
    // What this run did not look at is as it was.
    if (!read.has(it.target)) {
      open.push(it);
      continue;
    }
    const last = (await memory.alerts.bulletin(it.id))?.bulletin.says as CoverageView | undefined;
    if (last) await tell(ground, it.id, { ...last, state: 'cured', until: run.startedAt });
  }
  const says: Register = { quiet, open };
  const is = { id: registerId, channel: channelOf(ground), says };
  // A sweep that changed nothing writes nothing.
  const isSame = stored && canonicalJson(stored.bulletin) === canonicalJson(is);
  if (isSame || (await memory.alerts.keepBulletin(is, stored?.version ?? 0))) looked.set(ground.desk.clock, look);
}

const channelOf = ({ notify }: Ground): string => notify.operations ?? notify.default;

const tell = (ground: Ground, id: string, says: Says): Promise<void> =>
  keepBulletin(ground, { id, channel: channelOf(ground), says });

/** A gap that was cured and comes back is told of by another message, since an edit calls nobody; unless it is muted. */
async function tellAnew(ground: Ground, id: string, says: Says): Promise<void> {
  const { alerts } = ground.desk.memory;
  const stored = await alerts.bulletin(id);
  const was = stored?.bulletin.says as CoverageView | undefined;
  if (!stored || was?.state !== 'cured' || muteAt(was, ground.now)) return tell(ground, id, says);
  await alerts.keepBulletin({ id, channel: channelOf(ground), says }, stored.version, ground.at);
}

type Says = Omit<CoverageView, 'id' | 'render' | 'style' | 'may'>;

/** What is lost, by target and cause. */
function lossesOf({ gaps }: Scan): ReadonlyMap<string, readonly Gap[]> {
  const lost = gaps.filter(({ reason }) => losing.includes(reason));
  return Map.groupBy(lost, ({ target, reason }) => `n-gap-${shortHash(`${target} ${reason}`, 10)}`);
}

async function viewOf(
  ground: Ground,
  scan: Scan,
  { gaps, since }: { readonly gaps: readonly Gap[]; readonly since: string },
): Promise<Says> {
  const [first] = gaps;
  const target = first?.target ?? '';
  const unknown = scan.judgements.filter(
    ({ verdict, reason, resource }) => verdict === 'unknown' && reason === first?.reason && resource.target === target,
  );
  const rules = new Set(unknown.map(({ rule }) => rule));
  const unread = new Set(unknown.map(({ rule, resource }) => `${rule} ${resource.id}`));
  const kept = (await ground.findings.all()).filter((it) => isOpen(it) && unread.has(`${it.rule} ${it.resource.id}`));
  const calls = Map.groupBy(gaps, ({ api }) => api);
  const cluster = clusterOf({ id: '', target });
  return {
    is: 'coverage',
    state: 'open',
    target: targetInView(target, ground.desk.nameOf(target)),
    cluster: cluster === undefined ? undefined : { name: clusterName(cluster), url: consoleUrl({ id: cluster }) },
    reason: first?.reason ?? 'denied',
    calls: [...calls]
      .map(([api, own]) => ({ api, permission: own[0]?.permission }))
      .sort((a, b) => compareText(a.api, b.api))
      .slice(0, 50),
    detail: first?.detail,
    since,
    rulesUnknown: rules.size,
    keptOpen: kept.length,
  };
}
