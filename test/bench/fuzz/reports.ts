import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy, type Clock, type Finding, type Scan } from '#model';
import { forCsv } from '#report/csv';
import { forHtml } from '#report/html';
import { reportOf } from '#report/model';
import { outputOf } from '#report/output';
import { forScreen, type Screen } from '#report/terminal';
import { rules } from '#rules/catalog.gen';
import type { Seeded } from '../../sim/seeded.ts';
import { hostileSeeds } from '../../support/hostile.ts';
import { fleetOf } from '../fleet/fleet.ts';
import { readAt } from '../fleet/readings.ts';
import { mutateText } from './mutate.ts';
import type { Subject } from './subject.ts';

const still: Clock = { now: () => Date.parse(readAt), sleep: () => Promise.resolve() };

/** The renderers, over a report whose names and messages somebody else has chosen. */
export async function reportSubjects(screen: Screen): Promise<readonly Subject[]> {
  const readings = await fleetOf({ eks: 0, aks: 3, gke: 3, namespaces: 1, deployments: 1 });
  const { scan: plain } = await scan({
    snapshots: snapshotsOf(readings, typesOf(rules)),
    rules,
    policy: defaultPolicy,
    clock: still,
    startedAt: readAt,
  });
  const small: Scan = { ...plain, findings: plain.findings.slice(0, 12), judgements: plain.judgements.slice(0, 80) };
  const subject = (name: string, render: (scan: Scan) => unknown): Subject => ({
    name,
    make: (random) => {
      const changed = hostile(small, random);
      return () => render(changed);
    },
  });
  return [
    subject('terminal', (it) => forScreen(reportOf(it, rules), screen)),
    subject('csv', (it) => forCsv(reportOf(it, rules))),
    subject('html', (it) => forHtml(reportOf(it, rules))),
    subject('json', (it) => JSON.stringify(outputOf(it, { verdicts: true }))),
  ];
}

function hostile(scan: Scan, random: Seeded): Scan {
  const text = (was: string): string =>
    random.chance(0.5) ? was : random.chance(0.5) ? random.pick(hostileSeeds) : mutateText(was, random);
  const finding = (it: Finding): Finding => ({
    ...it,
    message: text(it.message),
    resource: { ...it.resource, name: text(it.resource.name), id: text(it.resource.id) },
    evidence: it.evidence.map((one) => ({ ...one, actual: text(JSON.stringify(one.actual ?? null)) })),
    ...(it.key !== undefined && { key: text(it.key) }),
  });
  return {
    ...scan,
    findings: scan.findings.map(finding),
    targets: scan.targets.map((it) => ({ ...it, id: text(it.id) })),
    resources: scan.resources.map((it) => ({ ...it, name: text(it.name) })),
    judgements: scan.judgements.map((it) => ({ ...it, message: text(it.message ?? '') })),
  };
}
