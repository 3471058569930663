import { riskOf } from '#engine/risk';
import { isNamedCve } from '#engine/risk-flaws';
import { ShoalwatchError } from '#model';
import type { BillHead, BillMemory, BillPackage, InRange, Instant, Memory, Owner, RiskAnswer } from '#model';
import type { RiskEvidence, RiskQuestion, Run, TargetComponents } from '#model';
import { standingOf } from './risk-runs.ts';
import { pythonSpellings, spellingsOf } from './risk-spellings.ts';

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

/**
 * The bills of what runs whose flaws are not all known by a CVE id. Trivy names a flaw by its CVE wherever that is
 * known: its bills need no look. Source: https://github.com/aquasecurity/trivy-db, pkg/vulnsrc/osv
 */
async function namelessIn(
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
  const meant = heads.filter(
    ({ scanned, flaws, format, subject }) =>
      scanned && flaws > 0 && format !== 'trivy' && subject.digests.some((it) => running.has(it)),
  );
  const nameless = new Set<string>();
  for (let at = 0; at < meant.length; at += abreast) {
    const read = meant.slice(at, at + abreast).map(async ({ id }) => {
      const bill = await bills.bill(id);
      if (!bill?.flaws.every(isNamedCve)) nameless.add(id);
    });
    await Promise.all(read);
  }
  return nameless;
}

/** How many bills are read at once. */
const abreast = 16;

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
  const packages = bills ? await packagesIn(question, bills) : [];
  const held = await Promise.all(
    packages.map(async (one) =>
      ((await bills?.holding(one.ecosystem, one.name)) ?? []).map((it) => ({ ...one, ...it })),
    ),
  );
  const told = await Promise.all([...spellingsOf(question)].map((one) => components.holding(run, one)));
  return { toldFlaws: [...new Set(told.flat())], heldFlaws: [], heldPackages: held.flat() };
}

type Held = Pick<BillPackage, 'ecosystem' | 'name'>;

/** The packages that are meant, as bills may spell them: with a slash, and those of Python with any separators. */
async function packagesIn(
  question: Extract<RiskQuestion, { about: 'package' }>,
  bills: BillMemory,
): Promise<readonly Held[]> {
  const { name, ecosystem } = question;
  const whole = name.replaceAll(':', '/');
  const python = pythonSpellings(question);
  if (ecosystem !== undefined) return [...new Set([whole, name, ...python])].map((it) => ({ ecosystem, name: it }));
  const own = await Promise.all([...new Set([name, whole])].map((it) => bills.named(it)));
  const alike = await Promise.all(python.filter((it) => it !== name).map((it) => bills.named(it)));
  const found = [...own.flat(), ...alike.flat().filter((it) => it.ecosystem === 'pypi')];
  return [...new Map(found.map((it) => [`${it.ecosystem}/${it.name}`.toLowerCase(), it])).values()];
}
