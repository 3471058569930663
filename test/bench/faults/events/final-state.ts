import { canonicalJson } from '#lib/canonical';
import type { ChangedBy, Finding } from '#model';
import { memoryOn, type Ports } from '#store/memory';

/**
 * Everything that a store says in the end, apart from moments, the ids of runs and how often was read: findings with who
 * moved them, their whole history, what came of each change, and the verdicts of the last run.
 */
export async function finalState(ports: Ports): Promise<readonly string[]> {
  const memory = memoryOn(ports);
  const findings = await memory.findings();
  const histories = await Promise.all(
    findings.map(async ({ id }) =>
      (await memory.history(id)).map(({ kind, cause, finding, run }) => [
        kind,
        cause,
        told(finding),
        run === undefined,
      ]),
    ),
  );
  const changes = (await memory.changes(1000)).map(({ change, reads: _, heardAt: __, ...came }) => [
    change.eventId,
    came,
  ]);
  const [run] = await memory.runs(1);
  const scan = run && (await memory.scan(run.id));
  const verdicts = scan?.judgements.map(({ rule, resource, verdict, key }) => [rule, resource.id, verdict, key]) ?? [];
  const names = (await memory.runs(1000)).flatMap(({ kind }) => (kind === 'sweep' ? [kind] : []));
  return [
    ...findings.map((it, at) => canonicalJson([told(it), histories[at]])),
    ...changes.map((it) => canonicalJson(it)),
    canonicalJson([verdicts.map((it) => canonicalJson(it)).sort(), run?.policyVersion, names.length > 0]),
  ].sort();
}

const told = ({ firstSeen: _, snapshots: __, change, ...finding }: Finding): object => ({
  ...finding,
  ...(change && { change: whoIs(change) }),
});

const whoIs = ({ eventId, actor, call, origin }: ChangedBy): object => ({ eventId, actor, call, origin });
