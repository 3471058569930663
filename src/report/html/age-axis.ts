import { html, type Markup } from './markup.ts';

/** Days at which the steps of the axis begin: each is as wide as the next, since what was found today matters more than how long a year is. */
const edges = [0, 1, 2, 7, 14, 30, 60, 90, 180] as const;

const left = 90;
const step = 80;
const beyond = 720;

/** Where lengths of time lie in a drawing of `width` units: between `left` and `right` of it. */
export const ageAxis = { left, right: left + edges.length * step, width: 1100, steps: edges.length };

/** The step that a number of days lies in, from 0. */
export const stepOf = (days: number): number =>
  Math.max(
    0,
    edges.findLastIndex((edge) => days >= edge),
  );

/** The place of a number of days, what lasts for years at the end. */
export function xOf(days: number): number {
  const at = stepOf(days);
  const [from, to] = [edges[at] ?? 0, edges[at + 1] ?? beyond];
  return left + (at + Math.min(1, (days - from) / (to - from))) * step;
}

/** `7–14 d`, `< 1 d`, `> 180 d`. */
export const stepWords: readonly string[] = edges.map((from, i) => {
  const to = edges[i + 1];
  if (to === undefined) return `> ${from} d`;
  return from === 0 ? `< ${to} d` : `${from}–${to} d`;
});

/** The names of the steps, below a drawing. */
export const stepNames = (y: number): readonly Markup[] =>
  stepWords.map(
    (words, i) => html`<text class="tick" text-anchor="middle" x="${left + (i + 0.5) * step}" y="${y}">${words}</text>`,
  );
