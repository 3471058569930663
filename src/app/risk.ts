import { riskOf } from '#engine/risk';
import { ShoalwatchError } from '#model';
import type { BillMemory, InRange, Instant, Memory, Owner, RiskAnswer, RiskEvidence, RiskQuestion, Run } from '#model';

/** What is asked of the stored fleet, and by what it is answered. */
export interface RiskInput {
  readonly memory: Pick<Memory, 'runs' | 'components'>;
  readonly bills?: BillMemory | undefined;
  readonly owners: readonly Owner[];
  readonly inRange: InRange;
  readonly at: Instant;
}

/** An answer with the run that it speaks of. */
export interface Risk {
  readonly run: Run;
  readonly answer: RiskAnswer;
}

/** Answers from the last run and the bills of materials that were given. No cloud is called. Throws where no run is stored. */
export async function askRisk(
  question: RiskQuestion,
  { memory, bills, owners, inRange, at }: RiskInput,
): Promise<Risk> {
  const [run] = await memory.runs(1);
  if (!run) {
    throw new ShoalwatchError('store', 'the store remembers no scan', { cure: 'shoalwatch scan, or shoalwatch demo' });
  }
  const asksImages = question.about === 'cve' || question.about === 'package';
  const [told, heads, found] = await Promise.all([
    memory.components.told(run.id),
    asksImages && bills ? bills.heads() : [],
    evidenceOf(question, run.id, memory, bills),
  ]);
  return { run, answer: riskOf(question, { told, bills: heads, ...found }, { owners, inRange, at }) };
}

type Found = Pick<RiskEvidence, 'toldFlaws' | 'heldFlaws' | 'heldPackages'>;

async function evidenceOf(
  question: RiskQuestion,
  run: string,
  { components }: RiskInput['memory'],
  bills: BillMemory | undefined,
): Promise<Found> {
  if (question.about === 'cve') {
    const [toldFlaws, heldFlaws] = await Promise.all([
      components.flawed(run, question.id),
      bills?.flawed(question.id) ?? [],
    ]);
    return { toldFlaws, heldFlaws, heldPackages: [] };
  }
  if (question.about !== 'package') return { toldFlaws: [], heldFlaws: [], heldPackages: [] };
  const { name, ecosystem } = question;
  const packages = ecosystem === undefined ? ((await bills?.named(name)) ?? []) : [{ ecosystem, name }];
  const held = await Promise.all(
    packages.map(async (one) =>
      ((await bills?.holding(one.ecosystem, one.name)) ?? []).map((it) => ({ ...one, ...it })),
    ),
  );
  const told = await Promise.all([...spellings(name)].map((one) => components.holding(run, one)));
  return { toldFlaws: told.flat(), heldFlaws: [], heldPackages: held.flat() };
}

/** Scanners write `group:artifact`, or the last part alone, where package URLs write `group/artifact`. */
const spellings = (name: string): ReadonlySet<string> =>
  new Set([name, name.replaceAll('/', ':'), name.slice(name.lastIndexOf('/') + 1)]);
