import { typesOf } from '#engine/ruleset';
import type { Cloud, Reading, Resource } from '#model';
import { rules } from '#rules/catalog.gen';
import { startEstates } from '../faults/estates.ts';
import { patientGate } from '../faults/patient-gate.ts';
import type { Figure } from '../figures.ts';

/** Calls that a change of one object may cost. */
const most = 3;

/** What takes more, and is named beside the figure. */
const above: Readonly<Record<string, string>> = {
  'ec2.volume': 'a volume leads to its key, which may never have been read, with its rotation and its policy',
  'k8s.image': 'which images run is told by pods and by the nine kinds that make them, and each is listed',
};

interface Cost {
  readonly type: string;
  /** Each named once: the estates answer in small pages. */
  readonly calls: readonly string[];
}

/** The calls that a change of an object of each type costs, read by its address in an estate. */
export async function p2(): Promise<Figure> {
  const { subjects } = await startEstates(4);
  const changing = new Set(typesOf(rules).flatMap(({ name, changedBy }) => (changedBy.length > 0 ? [name] : [])));
  const costs: Cost[] = [];
  try {
    for (const subject of subjects) {
      const { clock, gate } = patientGate(2);
      const cloud: Cloud = subject.cloud({ gate, clock });
      const { targets } = await cloud.discover();
      const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
      for (const [, one] of firstOfEach(readings, changing)) {
        const target = targets.find(({ id }) => id === one.target);
        const before = gate.trace.length;
        if (target) await cloud.reread?.(target, [{ target: target.id, type: one.type, id: one.id }]);
        costs.push({ type: one.type, calls: [...new Set(gate.trace.slice(before).map(({ api }) => api))] });
      }
    }
  } finally {
    await Promise.all(subjects.map(({ close }) => close()));
  }
  costs.sort((a, b) => b.calls.length - a.calls.length || (a.type < b.type ? -1 : 1));
  const over = costs.filter(({ type, calls }) => calls.length > most && !(type in above));
  const worst = Math.max(...costs.map(({ calls }) => calls.length));
  return {
    id: 'P2',
    counts: { types: costs.length, worst, over: over.length },
    table: [
      ['a change of', 'calls', 'which'],
      ...costs.map(({ type, calls }) => [type, calls.length, calls.join(', ')]),
    ],
    notes: Object.entries(above).map(([type, why]) => `above the bound: ${type}, since ${why}`),
    missed: over.map(({ type, calls }) => `${type} takes ${calls.length} calls > ${most}`),
  };
}

function firstOfEach(readings: readonly Reading[], types: ReadonlySet<string>): ReadonlyMap<string, Resource> {
  const first = new Map<string, Resource>();
  for (const { resources } of readings)
    for (const it of resources) if (types.has(it.type) && !first.has(it.type)) first.set(it.type, it);
  return first;
}
