import { parseInstant } from '#lib/time';
import {
  lostOf,
  type ActionType,
  type Change,
  type ChangeRecord,
  type LostChange,
  type Remediation,
  type WriteWindow,
} from '#model';
import { isTouched } from '../moved/touched.ts';

/** What is needed to tell whose changes a plan has replaced. */
export interface LostQuestion {
  readonly remediation: Remediation;
  readonly changes: readonly ChangeRecord[];
  /** Whom the audit log names for our own writes; undefined where that is not known. */
  readonly actor: string | undefined;
  readonly actions: readonly ActionType[];
}

/**
 * Changes of others that a write without comparison has replaced: made after what the write was compared with was read, and
 * before it had ended. Where it is not known who we are in the audit log, as many as we sent are taken for ours,
 * the last ones.
 */
export function lostTo({ remediation, changes, actor, actions }: LostQuestion): readonly LostChange[] {
  const { plan, writes } = remediation;
  const replaced = plan.steps.filter(({ kind }) => kind === 'replace');
  if (replaced.length === 0 || writes.length === 0) return [];
  const subjects = replaced.map(({ action }) => action.subject);
  const isMeant = ({ at, touched }: Change): boolean => {
    const time = parseInstant(at) ?? -Infinity;
    const isIn = ({ from, to = from }: WriteWindow): boolean =>
      time >= (parseInstant(from) ?? Infinity) && time <= (parseInstant(to) ?? -Infinity);
    return writes.some(isIn) && subjects.some((it) => isTouched(touched, it));
  };
  const paths = new Set(replaced.flatMap(({ lines }) => lines.map(({ path }) => path)));
  const elsewhere = ({ requests = [] }: ChangeRecord): boolean =>
    requests.length > 0 &&
    requests.every(({ action }) => actions.find(({ name }) => name === action)?.writes.every((it) => !paths.has(it)));
  const inWindow = changes
    .filter(({ change }) => isMeant(change))
    .toSorted((a, b) => (parseInstant(a.change.at) ?? 0) - (parseInstant(b.change.at) ?? 0));
  const others =
    actor === undefined
      ? inWindow.slice(0, Math.max(0, inWindow.length - writes.length))
      : inWindow.filter(({ change }) => change.actor !== actor);
  return others.filter((it) => !elsewhere(it)).map(({ change, requests }) => lostOf(change, requests));
}
