import { digestOf } from '#engine/moved/settled';
import type { Snapshot, Touched, Type } from '#model';
import { partsOf } from './re-read.ts';

/** How that stands, target by target, which a change touched: a digest of each. */
export const stoodOf = (
  snapshots: readonly Snapshot[],
  touched: readonly Touched[],
  types: readonly Type[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    partsOf(snapshots, touched, types).map(({ stood, touched: its }) => [
      stood.target.id,
      digestOf(stood.resources, its, types),
    ]),
  );
