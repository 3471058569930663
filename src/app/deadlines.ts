import type { Instant, Memory, PolicyDocument, Scan } from '#model';
import type { Deadlines } from '#report/deadlines';

/** What deadlines are looked up for. */
export interface DeadlinesOfScan {
  readonly scan: Pick<Scan, 'policyVersion' | 'followed'>;
  readonly memory: Memory | undefined;
  /** What the config file says; a scan by a version of the policy had that one's deadlines. */
  readonly file: PolicyDocument;
  readonly at: Instant;
}

/** The deadlines that findings of a scan have at an instant. None where its policy sets none, or nobody knows since when they stand. */
export async function deadlinesAt(of: DeadlinesOfScan): Promise<{ readonly deadlines?: Deadlines }> {
  const { scan, memory, file, at } = of;
  if (!scan.followed) return {};
  const { policyVersion } = scan;
  const version = policyVersion === null ? undefined : await memory?.policies.version(policyVersion);
  const { sla } = version?.document ?? file;
  return sla ? { deadlines: { sla, at } } : {};
}
