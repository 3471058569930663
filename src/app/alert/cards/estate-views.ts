import { isOpen } from '#engine/diff';
import { compareText } from '#lib/text';
import { severities } from '#model';
import type { BaselineView, FindingView } from '#notify/views';
import { baselineId, baselineOf } from '../bulletins/baseline.ts';
import { bulletinActs } from '../bulletins/bulletin-acts.ts';
import type { Ground } from '../desk.ts';
import { findingView } from './finding-view.ts';
import { homesOf, type Homed } from '../homes.ts';
import { gravest, routed } from '../routes.ts';
import { standingOf } from '../standing.ts';

/** What Slack would be told of an estate as it stands. */
export interface EstateViews {
  /** The one message of a first scan. */
  readonly first: BaselineView;
  /** The card of each group that would be told of at once, had it come up on its own; the gravest first. */
  readonly cards: readonly FindingView[];
}

/** How Slack would be told of an estate. Nothing is kept, and nobody is told. Undefined where nothing was scanned yet. */
export async function estateViews(ground: Ground): Promise<EstateViews | undefined> {
  const { memory } = ground.desk;
  const [run] = await memory.runs(1);
  const scan = run && (await memory.scan(run.id));
  if (!scan) return undefined;
  const homed = await homesOf(ground, (await ground.findings.all()).filter(isOpen));
  const says = baselineOf(ground, scan, homed);
  const base = { id: baselineId(ground.notify.default), render: 1, style: { buttons: true, detail: 'full' } } as const;
  const first = { ...says, ...base, may: bulletinActs({ ...says, ...base, may: [] }) };
  const groups = [...Map.groupBy(homed, ({ group }) => group.id).values()];
  const cards = await Promise.all(groups.map((all) => cardOf(ground, all)));
  return { first, cards: cards.flatMap((it) => it ?? []).sort(byGravity) };
}

/** The card of findings that share one; undefined where only the digest or a report speaks of them. */
async function cardOf(ground: Ground, all: readonly Homed[]): Promise<FindingView | undefined> {
  const [one] = all;
  if (!one) return undefined;
  const group = { ...one.group, notes: {}, cards: [], opened: [], members: all.map(({ finding }) => finding.id) };
  const standing = await standingOf(ground, group);
  if (!standing) return undefined;
  const to = routed(ground, standing.head, gravest(standing.open.map((it) => it.severity)));
  if (to.when !== 'now') return undefined;
  const history = await ground.desk.memory.history(standing.head.id);
  return findingView(ground, { group, standing, history, routed: to, render: 1, earlier: undefined });
}

const byGravity = (a: FindingView, b: FindingView): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) || compareText(a.id, b.id);
