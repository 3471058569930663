import type { Leg } from '#engine/plan/legs';
import { subjectIn } from '#engine/plan/plan-lines';
import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import type { Action, Remediation, Resource, Snapshot, WriteWindow } from '#model';
import { instantOf, type FixDesk } from './desk.ts';

/** What a step is called in the ledger. */
export const nameOf = ({ state, step }: Remediation): string =>
  `${state === 'applying' ? 'step' : `${state} step`} ${step + 1}`;

/** The window of the last write, closed, with how it was left where its end is not known. */
export const writtenBy = (
  desk: Pick<FixDesk, 'clock'>,
  { writes }: Remediation,
  left: Pick<WriteWindow, 'begun' | 'says'> = {},
): Remediation['writes'] =>
  writes.map((it, i) => (i === writes.length - 1 ? { ...it, to: instantOf(desk), ...left } : it)).slice(-20);

/** What an action is sent for. What was deleted is made again from its address and the request alone. */
export const subjectOf = ({ subject }: Action, snapshots: readonly Snapshot[]): Resource =>
  subjectIn(snapshots, subject) ?? { ...subject, config: {} };

/** A digest of all of what a step writes to, as it stands. */
export const digestOf = ({ actions }: Leg, snapshots: readonly Snapshot[]): string =>
  sha256(canonicalJson(actions.map(({ subject }) => subjectIn(snapshots, subject)?.config ?? null))).slice(0, 32);
