import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import type { Action, ActionKind, ActionType, Plan, PlanLine, Remediation, Snapshot } from '#model';
import { subjectIn } from './plan-lines.ts';
import { simulate, stepsOn } from './simulate.ts';
import { steady, valueAt } from './steady.ts';

/** One step on the way of a plan, or on its way back: `lines` go from `before` to `after`. */
export interface Leg {
  readonly actions: readonly Action[];
  readonly kind: ActionKind;
  readonly lines: readonly PlanLine[];
}

/** The way that a remediation is on. */
export const legsOf = (it: Remediation): readonly Leg[] =>
  it.state === 'rolling-back' || it.state === 'undoing' ? wayBack(it) : wayThere(it);

const wayThere = ({ plan }: Remediation): readonly Leg[] =>
  plan.steps.map(({ action, kind, lines }) => ({ actions: [action], kind, lines }));

/** What was made is taken back, the last step first; what somebody else made is his. */
const wayBack = ({ plan, made, others = [] }: Remediation): readonly Leg[] =>
  plan.steps
    .slice(0, made)
    .filter((_, i) => !others.includes(i))
    .toReversed()
    .map(({ undo, kind, lines }) => ({
      ...{ actions: undo, kind },
      lines: lines.map(({ before, after, ...line }) => ({
        ...line,
        ...(after !== undefined && { before: after }),
        ...(before !== undefined && { after: before }),
      })),
    }));

/** Whether everything stands as it was before a leg, or as it will be after it. */
export const standsAs = (
  { lines, kind }: Pick<Leg, 'lines' | 'kind'>,
  side: 'before' | 'after',
  snapshots: readonly Snapshot[],
): boolean =>
  lines.every(({ resource, path, before, after }) => {
    const it = subjectIn(snapshots, resource);
    const [value, other] = side === 'before' ? [before, after] : [after, before];
    if (path === '') return (value === undefined) === (it === undefined);
    const stands = valueAt(it?.config, path);
    return kind === 'delta' ? sameInWhatMoves(stands, value, other) : same(stands, value);
  });

/**
 * Whether nothing that a leg writes would be another value if it were sent now. On the way back a provider keeps its own word
 * for what was absent, such as an empty list: then what stands is neither what was before nor what was after.
 */
export function isInEffect(
  { actions, lines }: Leg,
  snapshots: readonly Snapshot[],
  types: readonly ActionType[],
): boolean {
  const named = actions.flatMap((action) => {
    const type = types.find(({ name }) => name === action.action);
    return type ? [{ type, action }] : [];
  });
  const steps = stepsOn(named, snapshots);
  if (steps.length === 0 || steps.length < actions.length) return false;
  const sent = simulate(snapshots, steps);
  return lines.every(({ resource, path }) => {
    const [now, then] = [snapshots, sent].map((set) => subjectIn(set, resource));
    if (path === '') return (now === undefined) === (then === undefined);
    return same(valueAt(now?.config, path), valueAt(then?.config, path));
  });
}

/** Of a change that commutes only what comes and goes counts: what others put beside it is theirs. */
function sameInWhatMoves(stands: unknown, value: unknown, other: unknown): boolean {
  const [now, wanted, unwanted] = [stands ?? [], value ?? [], other ?? []];
  if (!Array.isArray(now) || !Array.isArray(wanted) || !Array.isArray(unwanted)) return same(stands, value);
  const [has, want, not] = [now, wanted, unwanted].map((list: readonly unknown[]) => new Set(list.map(textOf)));
  if (!has || !want || !not) return false;
  return [...want].every((it) => not.has(it) || has.has(it)) && [...not].every((it) => want.has(it) || !has.has(it));
}

const textOf = (value: unknown): string => canonicalJson([steady(value)]);

/** A digest of how all that a plan writes stands. */
export const printOf = ({ steps }: Plan, snapshots: readonly Snapshot[]): string =>
  sha256(
    canonicalJson(
      steps.flatMap(({ lines }) =>
        lines.map(({ resource, path }) => {
          const it = subjectIn(snapshots, resource);
          const stands = it === undefined ? 'absent' : path === '' ? 'there' : steady(valueAt(it.config, path));
          return [resource.id, path, stands];
        }),
      ),
    ),
  ).slice(0, 32);

/** What a plan writes, with what stands there now in the place of what was planned. */
export const readBackOf = ({ steps }: Plan, snapshots: readonly Snapshot[]): readonly PlanLine[] =>
  steps.flatMap(({ lines }) =>
    lines.map(({ after: _, ...line }) => {
      const after = valueAt(subjectIn(snapshots, line.resource)?.config, line.path);
      return { ...line, ...(after !== undefined && { after }) };
    }),
  );

/** Whether a leg is no change at all: nothing tells then whether it was made. */
export const isNothing = ({ lines }: Pick<Leg, 'lines'>): boolean => lines.length === 0;

const same = (one: unknown, other: unknown): boolean => textOf(one) === textOf(other);
