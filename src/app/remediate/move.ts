import { canonicalJson } from '#lib/canonical';
import { ShoalwatchError, type Remediation, type StoredRemediation } from '#model';
import { instantOf, type FixBench } from './desk.ts';

/** How often a word of somebody else that comes at the same time is taken along. */
const patience = 5;

/** Keeps the next step of a remediation that this process holds. A word to stop that came meanwhile is taken along. */
export async function move(
  bench: Pick<FixBench, 'memory' | 'clock' | 'told'>,
  was: StoredRemediation,
  patch: Partial<Remediation>,
  act: string,
  by = 'shoalwatch',
): Promise<StoredRemediation> {
  const { remediations } = bench.memory;
  const { plan } = was.remediation;
  let now = was;
  for (let left = patience; left > 0; left -= 1) {
    const remediation: Remediation = { ...now.remediation, ...patch };
    const about = { plan: plan.id, finding: plan.finding, target: plan.resource.target };
    const entry = { ...about, act, by, at: instantOf(bench), remediation };
    if (await remediations.keep(entry, now.version)) {
      bench.told?.(remediation, act);
      return { version: now.version + 1, remediation };
    }
    const other = await remediations.get(plan.id);
    if (!other || bare(other.remediation) !== bare(was.remediation)) break;
    now = other;
  }
  throw new ShoalwatchError('store', `another process moved ${plan.id}`, { cure: 'shoalwatch fix --list' });
}

const bare = ({ stop: _, ...rest }: Remediation): string => canonicalJson(rest);
