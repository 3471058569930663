import type { Guarded } from '#engine/guards/check';
import { nearest } from '#lib/text';
import { ShoalwatchError } from '#model';
import type {
  ActionType,
  Callers,
  Clock,
  Cloud,
  Finding,
  Hand,
  Instant,
  Memory,
  Plan,
  Remediation,
  Resource,
  Snapshot,
  StoredRemediation,
  Type,
} from '#model';
import type { Live } from '../policy/live.ts';
import type { Pace } from './pace.ts';

/** Where plans are made and decided about. Nothing here reaches a cloud. */
export interface FixDesk {
  readonly memory: Memory;
  readonly live: Live;
  readonly clock: Clock;
  /** Whether the deployment may change anything at all. */
  readonly enabled: boolean;
  readonly reach: Guarded['reach'];
  /** Addresses that Shoalwatch, or whoever runs it, calls from. */
  readonly own?: readonly string[];
  /**
   * Who called the API of a cluster lately, as its audit log tells; asked by whoever would change it, in the name of somebody.
   * Undefined where nobody can ask one. Never rejects.
   */
  readonly callers?: (cluster: Resource, by: string) => Promise<Callers | undefined>;
  /** Hears what went wrong with one plan and keeps no other waiting; without it that is thrown once the others are done. */
  readonly troubled?: (about: string, error: unknown) => void;
  /** Why somebody may not decide about a plan; undefined where he may. */
  readonly whyNot: (who: string, plan: Plan, standing: Awaited<ReturnType<Live>>) => Promise<string | undefined>;
}

/** The desk with what changes something. */
export interface FixBench extends FixDesk {
  readonly clouds: (provider: Cloud['provider']) => Promise<Cloud | undefined>;
  readonly hand: Hand;
  /** Every action that a plan or its way back can hold. */
  readonly actions: readonly ActionType[];
  readonly types: readonly Type[];
  /** Who holds leases: another one for each process. */
  readonly holder: string;
  readonly signal?: AbortSignal;
  /** How it waits for a provider; by sleeping without it. */
  readonly pace?: Pace;
  /** Takes in what was read back, so that findings move at once; without it the next read moves them. */
  readonly remember?: (snapshots: readonly Snapshot[]) => Promise<void>;
  /** Hears of each step. */
  readonly told?: (remediation: Remediation, act: string) => void;
}

export const instantOf = ({ clock }: Pick<FixDesk, 'clock'>): Instant => new Date(clock.now()).toISOString();

/** What the last run read, which several looks in a row ask for. */
const known = new WeakMap<Memory, { readonly run: string; readonly snapshots: readonly Snapshot[] }>();

/** What stands, as the last run left it. */
export async function lastSnapshots({ memory }: Pick<FixDesk, 'memory'>): Promise<readonly Snapshot[]> {
  const [last] = await memory.runs(1);
  const held = known.get(memory);
  if (last && held?.run === last.id) return held.snapshots;
  if (last) {
    const snapshots = await memory.snapshots(last.id);
    known.set(memory, { run: last.id, snapshots });
    return snapshots;
  }
  throw new ShoalwatchError('store', 'the store remembers no scan', { cure: 'shoalwatch scan' });
}

/** A finding by its id. Throws with what was meant. */
export async function findingById({ memory }: Pick<FixDesk, 'memory'>, id: string): Promise<Finding> {
  const [found] = await memory.findingsOf([id]);
  if (found) return found;
  const ids = (await memory.findings()).map((it) => it.id);
  const meant = nearest(id, ids);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new ShoalwatchError('usage', `the store has no finding "${id}".${hint}`, { cure: 'shoalwatch scan' });
}

/** A remediation by the id of its plan. Throws with what was meant. */
export async function remediationById({ memory }: Pick<FixDesk, 'memory'>, id: string): Promise<StoredRemediation> {
  const found = await memory.remediations.get(id);
  if (found) return found;
  const ids = (await memory.remediations.all()).map(({ plan }) => plan.id);
  const meant = nearest(id, ids);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new ShoalwatchError('usage', `the store has no plan "${id}".${hint}`, { cure: 'shoalwatch fix --list' });
}

/** Keeps a step. Throws where another process was faster: nothing was changed then. */
export async function keepStep(
  { memory, clock }: Pick<FixDesk, 'memory' | 'clock'>,
  was: StoredRemediation | undefined,
  next: Remediation,
  { act, by }: { readonly act: string; readonly by: string },
): Promise<StoredRemediation> {
  const { plan } = next;
  const version = was?.version ?? 0;
  const about = { plan: plan.id, finding: plan.finding, target: plan.resource.target };
  const kept = await memory.remediations.keep(
    { ...about, act, by, at: instantOf({ clock }), remediation: next },
    version,
  );
  if (kept) return { version: version + 1, remediation: next };
  throw new ShoalwatchError('store', `somebody else has just moved ${plan.id}: nothing was done`, {
    cure: `look at shoalwatch fix --list, and ask once more`,
  });
}
