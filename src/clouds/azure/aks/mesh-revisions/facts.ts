import type { Wire } from '#model';
import type { MeshRevision } from '@azure/arm-containerservice';

/** A revision of the add-on: `asm-1-24` is Istio 1.24. */
const form = /^asm-(\d+)-(\d+)$/;

/** Revisions from the newest to the oldest; undefined where one is no revision. */
export function newestFirst(revisions: readonly string[]): readonly string[] | undefined {
  const numbered = revisions.map((it) => ({ it, numbers: form.exec(it)?.slice(1).map(Number) }));
  if (numbered.some(({ numbers }) => numbers === undefined)) return undefined;
  return numbered
    .toSorted(({ numbers: [a = 0, b = 0] = [] }, { numbers: [c = 0, d = 0] = [] }) => c - a || d - b)
    .map(({ it }) => it);
}

/** The minors of Kubernetes that a revision works with; undefined where the answer does not tell. */
export const kubernetesOf = ({ compatibleWith }: Wire<MeshRevision>): readonly string[] | undefined =>
  compatibleWith?.find(({ name }) => name?.toLowerCase() === 'kubernetes')?.versions;
