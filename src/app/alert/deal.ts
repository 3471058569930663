import { abreast } from '#lib/abreast';
import { parseInstant } from '#lib/time';
import type { Card, Cause, Finding, FindingChangeKind, GroupRecord, Moved, News } from '#model';
import { baselineId, baselines, lately } from './bulletins/baseline.ts';
import { tellBus } from './tell-bus.ts';
import { groundOf, withSlack, type AlertDesk, type Ground } from './desk.ts';
import { dealFixes } from './fixes/fix-deal.ts';
import { homesOf, partsOf, type Homed } from './homes.ts';
import { policyBulletins, type Hushed } from './bulletins/policy-bulletins.ts';
import { gravest, routed } from './routes.ts';
import { isStorm } from './storm/storm.ts';
import { cardIn, change, joined, within } from './touch.ts';

const minute = 60_000;
/** After this long whoever wrote news that is not whole has died on the way. */
const died = 10 * minute;
/** And after this long nobody will make it whole any more. */
const gaveUp = 24 * 60 * minute;

/** Findings whose news makes a group speak of something new. */
const opening: readonly FindingChangeKind[] = ['opened', 'reopened', 'announced', 'unwaived'];

/** What is older than this was never told of to anybody: how things stand now is told of as a whole. */
const tooOld = 30 * 24 * 60 * minute;

/** Groups that are written at once. */
const width = 16;

/**
 * Turns news into groups and bulletins that have to be looked at. How findings stand is read anew: news says only where to
 * look, so that it may come twice, late, or before the findings have moved. Answers how much news was dealt with. News of a
 * run that is not at its end is waited for, so many milliseconds: none where nobody else can be at work. Where one news
 * cannot be dealt with the others are: rejects after them, and it is dealt with again.
 */
export async function deal(desk: AlertDesk, patience = died): Promise<number> {
  const ground = await groundOf(desk);
  const { alerts } = desk.memory;
  const all = await alerts.news(ground.at);
  const ready = all.filter((it) => it.whole || ageOf(it, ground.now) >= patience);
  const telling = withSlack(ground);
  if (telling) await baselines(telling, ready);
  const failed: unknown[] = [];
  for (const news of ready) {
    try {
      if (telling && ageOf(news, ground.now) < tooOld) await group(telling, news);
      await tellBus(ground, news);
      const isOver = news.whole || ageOf(news, ground.now) >= gaveUp;
      await alerts.dealt(news, ...(isOver ? [] : [new Date(ground.now + died).toISOString()]));
    } catch (error) {
      failed.push(error);
    }
  }
  await dealFixes(desk).catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
  return ready.length;
}

/** What is still to come was written before the clock was set back: it is as old as it is far. */
const ageOf = ({ at }: News, now: number): number => Math.abs(now - (parseInstant(at) ?? 0));

/** What a news does to one group. */
interface Touched {
  readonly homed: readonly Homed[];
  /** Whether something stands now that did not, and who made it so. */
  readonly opens: readonly Cause[];
}

async function group(ground: Ground, news: News): Promise<void> {
  const moves = Map.groupBy(news.moved, ({ finding }) => finding);
  const moved = await ground.findings.some([...moves.keys()]);
  const homed = await homesOf(ground, [...new Set([...moved, ...(await partsOf(ground, moved))])]);
  const groups = [...Map.groupBy(homed, (it) => it.group.id).values()];
  const raised = await graverNow(ground, news, moved);
  const opensIn = (it: Homed): readonly Cause[] => [...opensOf(it, moves), ...(raised.get(it.finding.id) ?? [])];
  const touched = groups.map((own) => ({ homed: own, opens: own.flatMap(opensIn) }));
  const isOld = news.first || (await isFromBefore(ground, news));
  const hushed = isOld ? nothing : await policyBulletins(ground, news, homed);
  await abreast(touched, width, (it) => mark(ground, it, isOld ? 'all' : hushed, news.at));
}

const nothing: Hushed = new Map();

/** Whether news is from before anybody was told of anything: the first message of each channel tells of what stood. */
async function isFromBefore({ desk, notify, now }: Ground, { at }: News): Promise<boolean> {
  const stored = await desk.memory.alerts.channel(notify.default);
  const since = Date.parse(stored?.channel.since ?? at);
  // Where that is still to come the clock was set back since, and says nothing of before and after.
  return since <= now && Date.parse(at) < since - lately;
}

/** Who made a finding stand that did not. One whose whole was put right speaks for itself from now on. */
function opensOf({ finding }: Homed, moves: ReadonlyMap<string, readonly Moved[]>): readonly Cause[] {
  if (finding.status !== 'open' && finding.status !== 'announced') return [];
  const own = moves.get(finding.id);
  if (!own) return ['read'];
  // The end of a waiver opens one finding: it is no other judgement of many.
  const causes = own.map(({ kind, cause }) =>
    kind === 'unwaived' ? { kind, cause: 'time' as const } : { kind, cause },
  );
  return causes.filter(({ kind }) => opening.includes(kind)).map(({ cause }) => cause);
}

/** What stood and became critical: whoever was told of it in a list is told of it once more. */
async function graverNow(
  { desk }: Ground,
  { moved }: News,
  found: readonly Finding[],
): Promise<ReadonlyMap<string, readonly Cause[]>> {
  const critical = new Set(found.flatMap((it) => (it.severity === 'critical' && it.status === 'open' ? [it.id] : [])));
  const changed = moved.filter(({ kind, finding }) => kind === 'changed' && critical.has(finding));
  const raised = await abreast(changed, width, async ({ finding, cause }) => {
    const [was, is] = (await desk.memory.history(finding)).slice(-2);
    return is?.kind === 'changed' && was && was.finding.severity !== 'critical' ? [[finding, [cause]] as const] : [];
  });
  return new Map(raised.flat());
}

/** Makes a group due. What the first scan, or another policy, brought is told of by a bulletin alone. */
async function mark(ground: Ground, { homed, opens }: Touched, hushed: Hushed | 'all', since: string): Promise<void> {
  const [first] = homed;
  if (!first) return;
  const { at: due } = ground;
  const { channel, when } = routed(ground, first.finding, gravest(homed.map(({ finding }) => finding.severity)));
  const [cause] = opens;
  const isHushed = hushed === 'all' || opens.every((it) => hushed.has(it));
  const bulletin = hushed === 'all' ? baselineId(channel) : cause && hushed.get(cause)?.(channel);
  await change(ground, first.group, (was) => {
    if (was.cards.length === 0 && was.members?.length === 0 && opens.length === 0) return undefined;
    const known = joined(
      was,
      homed.map(({ finding }) => finding.id),
    );
    if (opens.length === 0) return { group: known, due };
    if (!isHushed || bulletin === undefined) return { group: spoken(was, known, since, ground.at), due };
    const isTold = when !== 'now' || cardIn(known, channel) !== undefined;
    return isTold ? { group: known, due } : { group: within(known, channel, bulletin, ground.at), due: undefined };
  });
}

/**
 * Who was told of by a bulletin, and has something new to say, gets a card, and has not opened once more by that. A storm
 * tells for itself of what made it, and of nothing that came later or that it never saw.
 */
function spoken(was: GroupRecord, known: GroupRecord, since: string, at: string): GroupRecord {
  const hasNew = was.members === undefined || known.members?.length !== was.members.length;
  const isOver = (card: Card): boolean =>
    card.within !== undefined &&
    card.closed === undefined &&
    (!isStorm(card.within) || hasNew || Date.parse(card.posted ?? at) < Date.parse(since));
  const told = new Set(known.cards.filter(isOver).map(({ posted }) => posted));
  return {
    ...known,
    cards: known.cards.map((card) => (isOver(card) ? { ...card, closed: at } : card)),
    opened: known.opened.filter((it) => !told.has(it)),
  };
}
