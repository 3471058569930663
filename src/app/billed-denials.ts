import { inRange } from '#bills/versions/in-range';
import { imageJudge } from '#engine/risk-images';
import { compareText } from '#lib/text';
import type { BilledDenial, BillHead, BillMemory, BillWord, ComponentLists, Instant, RiskEvidence } from '#model';
import { heldBy, namelessAmong } from './bill-evidence.ts';
import { deniedQuestions } from './denied-questions.ts';

type Asks = BilledDenial['asks'];

/**
 * What bills say of the packages and flaws that are denied at an instant, so that rules can judge by it and stay pure: by the
 * words for each denial, of every image that has a bill. Undefined where none is denied.
 */
export async function billedDenials(
  bills: BillMemory,
  components: ComponentLists,
  at: Instant,
): Promise<Readonly<Record<string, BilledDenial>> | undefined> {
  const denied = deniedQuestions(components, at).flatMap(({ about, question }) =>
    question.about === 'cve' || question.about === 'package' ? [{ about, asks: question }] : [],
  );
  if (denied.length === 0) return undefined;
  const heads = await bills.heads();
  const asksFlaws = denied.some(({ asks }) => asks.about === 'cve');
  const nameless = asksFlaws ? await namelessAmong(heads, bills, isJoined) : none;
  const said = denied.map(async ({ about, asks }) => {
    const images = await wordsOn(asks, { heads, bills, nameless, at });
    return [about, { asks, images }] as const;
  });
  return Object.fromEntries(await Promise.all(said));
}

interface Known {
  readonly heads: readonly BillHead[];
  readonly bills: BillMemory;
  readonly nameless: ReadonlySet<string>;
  readonly at: Instant;
}

async function wordsOn(asks: Asks, { heads, bills, nameless, at }: Known): Promise<Readonly<Record<string, BillWord>>> {
  const held = await heldBy(asks, bills);
  const evidence: RiskEvidence = { ...nothingTold, ...held, bills: heads, nameless };
  const judge = imageJudge(asks, evidence, inRange, at);
  const ofNoKind = await unkindIn(asks, bills);
  const digests = [...new Set(heads.flatMap(({ subject }) => subject.digests))].sort(compareText);
  const words = digests.map((digest): readonly [string, BillWord] => {
    const verdict = judge({ digest });
    if (verdict.is === 'affected') {
      const says = verdict.seen.map((it) => `${it.says} (${it.by})`).join(', ');
      return [digest, { is: 'held', says }];
    }
    if (verdict.is === 'unknown') return [digest, { is: 'unsure', why: verdict.why }];
    const name = ofNoKind.get(digest);
    if (name === undefined) return [digest, { is: 'clear' }];
    return [digest, { is: 'unsure', why: `its bill does not say of which kind ${name} is` }];
  });
  return Object.fromEntries(words);
}

/** Packages of the name of which a bill does not say to which ecosystem they belong, by the images that they are in. */
async function unkindIn(asks: Asks, bills: BillMemory): Promise<ReadonlyMap<string, string>> {
  if (asks.about !== 'package') return new Map();
  const last = asks.name.slice(asks.name.lastIndexOf('/') + 1);
  const named = (await bills.named(last)).filter(({ ecosystem }) => ecosystem === 'unknown');
  const held = await Promise.all(named.map(({ ecosystem, name }) => bills.holding(ecosystem, name)));
  return new Map(held.flat().flatMap(({ bill }) => bill.subject.digests.map((digest) => [digest, last] as const)));
}

const isJoined = ({ subject }: BillHead): boolean => subject.digests.length > 0;

const none: ReadonlySet<string> = new Set();

/** What registries tell is looked at by the rule itself, as it stands in the world that is judged. */
const nothingTold = { told: [], missed: [], toldFlaws: [] } satisfies Partial<RiskEvidence>;
