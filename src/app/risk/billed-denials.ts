import { inRange } from '#bills/versions/in-range';
import { imageJudge } from '#engine/risk/risk-images';
import { compareText } from '#lib/text';
import type { BilledDenial, BillMemory, BillWord, ComponentLists, Instant, RiskEvidence } from '#model';
import { askedBills, type AskedBills } from './asked-bills.ts';
import { deniedQuestions } from './denied-questions.ts';

type Asks = BilledDenial['asks'];

/** What bills say of what is denied at an instant; undefined where no package and no flaw is. */
export type Billed = (
  components: ComponentLists,
  at: Instant,
) => Promise<Readonly<Record<string, BilledDenial>> | undefined>;

/**
 * What bills say of the packages and flaws that are denied at an instant, so that rules can judge by it and stay pure: by the
 * words for each denial, of every image that has a bill. The bills are asked again where others count than the last time, or
 * something else is denied; what their age says is worked out each time.
 */
export function billedOn(bills: BillMemory): Billed {
  const asking = askedBills(bills);
  return async (components, at) => {
    const denied = deniedQuestions(components, at).flatMap(({ about, question }) =>
      question.about === 'cve' || question.about === 'package' ? [{ about, asks: question }] : [],
    );
    if (denied.length === 0) return undefined;
    const asked = await asking(at);
    const nameless = denied.some(({ asks }) => asks.about === 'cve') ? await asked.nameless() : none;
    const said = denied.map(async ({ about, asks }) => {
      const images = await wordsOn(asks, { asked, nameless, at });
      return [about, { asks, images }] as const;
    });
    return Object.fromEntries(await Promise.all(said));
  };
}

interface Known {
  readonly asked: AskedBills;
  readonly nameless: ReadonlySet<string>;
  readonly at: Instant;
}

async function wordsOn(asks: Asks, { asked, nameless, at }: Known): Promise<Readonly<Record<string, BillWord>>> {
  const [heads, held] = await Promise.all([asked.heads(), asked.answer(asks)]);
  const evidence: RiskEvidence = { ...nothingTold, ...held, bills: heads, nameless };
  const judge = imageJudge(asks, evidence, inRange, at);
  const digests = [...new Set(heads.flatMap(({ subject }) => subject.digests))].sort(compareText);
  const words = digests.map((digest): readonly [string, BillWord] => {
    const verdict = judge({ digest });
    if (verdict.is === 'affected') {
      const says = verdict.seen.map((it) => `${it.says} (${it.by})`).join(', ');
      return [digest, { is: 'held', says }];
    }
    return [digest, verdict.is === 'unknown' ? { is: 'unsure', why: verdict.why } : { is: 'clear' }];
  });
  return Object.fromEntries(words);
}

const none: ReadonlySet<string> = new Set();

/** What registries tell is looked at by the rule itself, as it stands in the world that is judged. */
const nothingTold = { told: [], missed: [], toldFlaws: [] } satisfies Partial<RiskEvidence>;
