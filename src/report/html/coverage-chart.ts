import { clip, compareText } from '#lib/text';
import type { GapReason, Judgement } from '#model';
import type { Report, TargetRow } from '../model.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const rowHeight = 26;
const left = 330;
const wide = 480;
const right = 290;
const most = 20;

/** More causes than this are told together: nobody tells more shades apart. */
const mostCauses = 5;

type Cause = GapReason | 'other causes';

interface Line {
  readonly target: TargetRow;
  readonly unread: ReadonlyMap<Cause, number>;
}

/**
 * How much of each target was judged, and how much could not be, by cause: a bar, and the table that says the same. A letter
 * stands for a cause, so that nothing is told by its shade alone.
 */
export function coverageSummary({ targets, scan }: Report): Markup {
  const unknowns = scan.judgements.filter(({ verdict }) => verdict === 'unknown');
  const causes = causesOf(unknowns);
  const byTarget = Map.groupBy(unknowns, ({ resource }) => resource.target);
  const lines = targets.map((target): Line => {
    const own = byTarget.get(target.id) ?? [];
    return {
      target,
      unread: new Map(causes.map((cause) => [cause, own.filter((it) => isOf(it, cause, causes)).length])),
    };
  });
  const rows = lines.map(({ target: { id, state, judged, unknown, open }, unread }) => {
    return [id, state, judged, unknown, ...causes.map((it) => unread.get(it) ?? 0), open] as const;
  });
  return html`${chartOf(lines, causes)}<div class="chart">${table(['Target', 'State', 'Judged', 'Unknown', ...causes, 'Open'], rows)}</div>`;
}

/** The commonest causes first; equal ones by name. */
function causesOf(unknowns: readonly Judgement[]): readonly Cause[] {
  const counted = [...Map.groupBy(unknowns, reasonOf)].map(([cause, all]) => ({ cause, n: all.length }));
  const sorted = counted.sort((a, b) => b.n - a.n || compareText(a.cause, b.cause)).map(({ cause }) => cause);
  return sorted.length <= mostCauses ? sorted : [...sorted.slice(0, mostCauses - 1), 'other causes'];
}

const reasonOf = ({ reason }: Judgement): Cause => reason ?? 'other causes';

const isOf = (it: Judgement, cause: Cause, causes: readonly Cause[]): boolean =>
  cause === 'other causes' ? !causes.includes(reasonOf(it)) || reasonOf(it) === cause : reasonOf(it) === cause;

function chartOf(lines: readonly Line[], causes: readonly Cause[]): Markup | undefined {
  if (lines.length === 0) return undefined;
  const shown = lines.toSorted((a, b) => b.target.unknown - a.target.unknown).slice(0, most);
  const longest = Math.max(1, ...shown.map(({ target: { judged, unknown } }) => judged + unknown));
  const rest = lines.length - shown.length;
  const label = 'Checks judged, and not judged by cause, by target';
  const legend = causes.map((cause, at) => `${letterOf(at)} ${cause}`).join(', ');
  return html`<div class="chart"><svg role="img" aria-label="${label}" viewBox="0 0 ${left + wide + right} ${shown.length * rowHeight}" width="100%">${shown.map((line, at) => barOf(line, causes, { y: at * rowHeight, scale: wide / longest }))}</svg></div>
${causes.length === 0 ? undefined : html`<p class="soft">Not judged because of: ${legend}.</p>`}${rest > 0 ? html`<p class="soft">and ${rest} more in the table</p>` : undefined}
`;
}

const letterOf = (at: number): string => String.fromCharCode('a'.charCodeAt(0) + at);

interface Place {
  readonly y: number;
  /** Pixels for each check. */
  readonly scale: number;
}

/** A letter fits into a part that is as wide. */
const letterWidth = 14;

function barOf({ target, unread }: Line, causes: readonly Cause[], { y, scale }: Place): Markup {
  const parts = [
    { className: 'ok', letter: '', n: target.judged, words: `${target.judged} judged` },
    ...causes.map((cause, at) => {
      const n = unread.get(cause) ?? 0;
      return { className: `unread cause-${at}`, letter: letterOf(at), n, words: `${n} ${letterOf(at)}` };
    }),
  ].filter(({ n }) => n > 0);
  let x = left;
  const drawn = parts.map(({ className, letter, n, words }) => {
    const width = Math.max(2, n * scale);
    const from = x;
    x += width;
    const mark =
      letter === '' || width < letterWidth
        ? undefined
        : html`<text class="mark" x="${(from + width / 2).toFixed(1)}" y="${y + 17}">${letter}</text>`;
    return html`<rect class="${className}" x="${from.toFixed(1)}" y="${y + 4}" width="${width.toFixed(1)}" height="18"><title>${target.id}: ${words}</title></rect>${mark}`;
  });
  const none = target.state === 'failed' ? 'nothing was read' : 'nothing to judge';
  const words = parts.length === 0 ? none : parts.map((it) => it.words).join(', ');
  return html`<text x="0" y="${y + 18}">${clip(target.id, 44)}</text>${drawn}<text x="${(x + 8).toFixed(1)}" y="${y + 18}">${words}</text>
`;
}
