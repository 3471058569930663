import { isNamedCve } from '#engine/risk/risk-flaws';
import { abreast } from '#lib/abreast';
import { isNamedPackage } from '#lib/package-name';
import type { BillHead, BillMemory, BillPackage, RiskEvidence, RiskQuestion } from '#model';
import { pythonSpellings } from './spellings.ts';

type ImageQuestion = Extract<RiskQuestion, { about: 'cve' | 'package' }>;

/** What bills list of what is asked for. */
export async function heldBy(
  question: ImageQuestion,
  bills: BillMemory,
): Promise<Pick<RiskEvidence, 'heldFlaws' | 'heldPackages'>> {
  if (question.about === 'cve') return { heldFlaws: await bills.flawed(question.id), heldPackages: [] };
  const meant = [...(await packagesIn(question, bills)), ...(await unkindLike(question, bills))];
  const held = meant.map(async (one) =>
    (await bills.holding(one.ecosystem, one.name)).map((it) => ({ ...one, ...it })),
  );
  return { heldFlaws: [], heldPackages: (await Promise.all(held)).flat() };
}

/**
 * The bills whose flaws are not all known by a CVE id, among those that are meant. Trivy names a flaw by its CVE wherever that is
 * known: its bills need no look. Source: https://github.com/aquasecurity/trivy-db, pkg/vulnsrc/osv
 * What was found out of bills before is known by their ids: they never change.
 */
export async function namelessAmong(
  heads: readonly BillHead[],
  bills: Pick<BillMemory, 'bill'>,
  isMeant: (head: BillHead) => boolean,
  known = new Map<string, boolean>(),
): Promise<ReadonlySet<string>> {
  const asked = heads.filter((it) => it.scanned && it.flaws > 0 && it.format !== 'trivy' && isMeant(it));
  const nameless = new Set<string>();
  await abreast(asked, width, async ({ id }) => {
    const isNamed = known.get(id) ?? (await bills.bill(id))?.flaws.every(isNamedCve);
    if (isNamed !== undefined) known.set(id, isNamed);
    if (!isNamed) nameless.add(id);
  });
  return nameless;
}

/** How many bills are read at once. */
const width = 16;

type Held = Pick<BillPackage, 'ecosystem' | 'name'>;

type PackageQuestion = Extract<RiskQuestion, { about: 'package' }>;

/**
 * Packages of the name of which bills do not say to which ecosystem they belong: they may be the one that is meant. Whoever
 * names no ecosystem means them anyway.
 */
async function unkindLike(question: PackageQuestion, bills: BillMemory): Promise<readonly Held[]> {
  const { name, ecosystem } = question;
  if (ecosystem === undefined) return [];
  const last = name.slice(name.lastIndexOf('/') + 1);
  const spellings = new Set([last, ...pythonSpellings({ name: last, ecosystem })]);
  const named = await Promise.all([...spellings].map((it) => bills.named(it)));
  const unkind = named.flat().filter((it) => it.ecosystem === 'unknown');
  const isLike = (it: Held): boolean =>
    isNamedPackage(it.name, name, ecosystem) || isNamedPackage(name, it.name, ecosystem);
  return [...new Map(unkind.filter(isLike).map((it) => [it.name.toLowerCase(), it])).values()];
}

/** The packages that are meant, as bills may spell them: with a slash, and those of Python with any separators. */
async function packagesIn(question: PackageQuestion, bills: BillMemory): Promise<readonly Held[]> {
  const { name, ecosystem } = question;
  const whole = name.replaceAll(':', '/');
  const python = pythonSpellings(question);
  if (ecosystem !== undefined) return [...new Set([whole, name, ...python])].map((it) => ({ ecosystem, name: it }));
  const own = await Promise.all([...new Set([name, whole])].map((it) => bills.named(it)));
  const alike = await Promise.all(python.filter((it) => it !== name).map((it) => bills.named(it)));
  const found = [...own.flat(), ...alike.flat().filter((it) => it.ecosystem === 'pypi')];
  return [...new Map(found.map((it) => [`${it.ecosystem}/${it.name}`.toLowerCase(), it])).values()];
}
