import { collectAll } from '#app/collect-all';
import { exitOf } from '#app/exit';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy } from '#model';
import { reportOf } from '#report/model';
import { rules } from '#rules/catalog.gen';
import { readAt } from '../fleet/readings.ts';
import type { Matrix } from './matrix.ts';
import { silent } from './matrix.ts';
import { patientGate } from './patient-gate.ts';

/** Clusters that may not be listed: the coverage is below 1, and a gate ends with exit code 4. Says what is not so. */
export async function deniedListing({
  subjects,
}: Matrix): Promise<{ readonly said: string; readonly missed: string[] }> {
  const aws = subjects.find(({ name }) => name === 'aws');
  if (!aws) return { said: '', missed: ['there is no AWS to deny the listing of'] };
  aws.setFaults([{ operation: 'eks:ListClusters', fault: 'denied', position: 'all' }], aws.fresh);
  const { clock, gate } = patientGate(2);
  const readings = await collectAll({ clouds: [aws.cloud({ gate, clock })], progress: silent });
  aws.setFaults([], {});
  const { scan: result } = await scan({
    snapshots: snapshotsOf(readings, typesOf(rules)),
    rules,
    policy: defaultPolicy,
    clock,
    startedAt: readAt,
  });
  const { code } = exitOf(reportOf(result, rules), { failCoverageBelow: 100 });
  const { coverage } = result;
  return {
    said: `ListClusters denied: coverage ${coverage}, exit ${code} with a gate`,
    missed: [
      ...(coverage < 1 ? [] : [`coverage is ${coverage} although no cluster could be listed`]),
      ...(code === 4 ? [] : [`the gate ends with ${code} although no cluster could be listed`]),
    ],
  };
}

/** The rules that no fault could rob of a fail or of a pass, since none of theirs looks at what is swept. */
export function unshown({ truth, sweptTargets }: Pick<Matrix, 'truth' | 'sweptTargets'>): string[] {
  const judged = [...truth.pairs.values()].filter(({ looked }) => looked.some((it) => sweptTargets.has(it)));
  return (['fail', 'pass'] as const).flatMap((verdict) => {
    const having = new Set(judged.filter(({ worst }) => worst === verdict).map(({ rule }) => rule));
    return truth.rules.filter(({ id }) => !having.has(id)).map(({ id }) => `no ${verdict} of ${id} in the estates`);
  });
}
