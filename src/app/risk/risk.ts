import { riskOf } from '#engine/risk/risk';
import { ShoalwatchError } from '#model';
import type { BillHead, BillMemory, InRange, Instant, Memory, Owner, RiskAnswer } from '#model';
import type { RiskEvidence, RiskQuestion, Run, TargetComponents } from '#model';
import { heldBy, namelessAmong } from './bill-evidence.ts';
import { standingOf } from './runs.ts';
import { spellingsOf } from './spellings.ts';

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
  const [last, heads, found] = await Promise.all([
    memory.components.told(run.id),
    asksImages && bills ? bills.heads() : [],
    evidenceOf(question, run.id, memory, bills),
  ]);
  const [{ missed, sweptAt }, nameless] = await Promise.all([
    standingOf(memory, run, last),
    question.about === 'cve' && bills ? namelessIn(heads, last, bills) : new Set<string>(),
  ]);
  // What a target told is kept as it was first told, for as long as it stays the same.
  const told = last.map((it) => (sweptAt !== undefined && sweptAt > it.readAt ? { ...it, readAt: sweptAt } : it));
  const evidence = { told, missed, bills: heads, nameless, ...found };
  return { run, answer: riskOf(question, evidence, { owners, inRange, at }) };
}

/** The bills of what runs whose flaws are not all known by a CVE id. */
function namelessIn(
  heads: readonly BillHead[],
  told: readonly TargetComponents[],
  bills: BillMemory,
): Promise<ReadonlySet<string>> {
  const running = new Set(
    told.flatMap((target) => [
      ...target.told.flatMap(({ component }) => (component.kind === 'image' ? [component.digest] : [])),
      ...target.parts.flatMap(({ parts }) => parts.map(({ digest }) => digest)),
    ]),
  );
  return namelessAmong(heads, bills, ({ subject }) => subject.digests.some((it) => running.has(it)));
}

type Found = Pick<RiskEvidence, 'toldFlaws' | 'heldFlaws' | 'heldPackages'>;

async function evidenceOf(
  question: RiskQuestion,
  run: string,
  { components }: RiskInput['memory'],
  bills: BillMemory | undefined,
): Promise<Found> {
  const none: Found = { toldFlaws: [], heldFlaws: [], heldPackages: [] };
  if (question.about !== 'cve' && question.about !== 'package') return none;
  const told =
    question.about === 'cve'
      ? components.flawed(run, question.id)
      : Promise.all([...spellingsOf(question)].map((one) => components.holding(run, one)));
  const [found, held] = await Promise.all([told, bills ? heldBy(question, bills) : none]);
  return { toldFlaws: [...new Set(found.flat())], heldFlaws: held.heldFlaws, heldPackages: held.heldPackages };
}
