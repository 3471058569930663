import { existsSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { readBill } from '#bills/read-bill';
import type { Bill } from '#model';
import { documentsAt } from '../../cli/inventory/bill-files.ts';

const data = '../shared/data/sbom';
const isHere = existsSync(data);

type Counts = Readonly<Record<string, number>>;

/**
 * Of each set: its documents by format, or by the reason why they are none, and what the bills hold. `joined` are those
 * whose image is known by a digest, `whole` those that list all packages.
 */
const recorded: Readonly<Record<string, Counts>> = {
  'cyclonedx-examples': { cyclonedx: 23, packages: 237, flaws: 32, joined: 0, whole: 5, scanned: 0 },
  'cyclonedx-spec': {
    ...{ cyclonedx: 105, malformed: 2, unrecognised: 2 },
    ...{ packages: 97, flaws: 1, joined: 0, whole: 75, scanned: 0 },
  },
  grype: {
    ...{ binary: 1, cyclonedx: 2, grype: 4, unrecognised: 108 },
    ...{ packages: 15, flaws: 17, joined: 5, whole: 2, scanned: 6 },
  },
  syft: { cyclonedx: 6, malformed: 1, spdx: 9, syft: 1, packages: 28, flaws: 0, joined: 3, whole: 16, scanned: 0 },
  trivy: { cyclonedx: 1, spdx: 1, trivy: 33, packages: 55, flaws: 63, joined: 1, whole: 2, scanned: 18 },
  'trivy-operator': {
    ...{ cyclonedx: 1, malformed: 1, trivy: 1, unrecognised: 18 },
    ...{ packages: 3, flaws: 0, joined: 2, whole: 1, scanned: 0 },
  },
};

/** Those that are of a known kind and cannot be read, with what a person is told. */
const broken: Readonly<Record<string, string>> = {
  'cyclonedx-spec/1.4/invalid-empty-component-1.4.json': 'malformed: components[0].name: is missing',
  'cyclonedx-spec/1.5/invalid-empty-component-1.5.json': 'malformed: components[0].name: is missing',
  'grype/grype/presenter/json/stereoscope-fixture-image-simple.golden': 'binary: it holds zero bytes',
  'syft/bad__example7-golang.spdx.json': 'malformed: packages[0].name: is missing',
  'trivy-operator/deploy__helm__templates__rbac__view-vulnerabilityreports-clusterrole.yaml':
    'malformed: line 7: a template that was not filled in',
};

/** By the type of their package URL. What has no URL, and whose tool names no kind, is unknown. */
const ecosystems: Counts = {
  ...{ apk: 16, cargo: 2, cocoapods: 1, composer: 191, conda: 4, deb: 20, gem: 1, golang: 9, maven: 19 },
  ...{ npm: 47, nuget: 3, pypi: 6, rpm: 19, unknown: 97 },
};

interface Found {
  readonly path: string;
  readonly as: string;
  readonly why?: string;
  readonly bill?: Bill;
}

const found: Found[] = [];
beforeAll(async () => {
  if (!isHere) return;
  for await (const document of documentsAt(data)) {
    const { path } = document;
    const read = 'flaw' in document ? document.flaw : readBill(document.content, path);
    found.push('reason' in read ? { path, as: read.reason, why: read.detail } : { path, as: read.format, bill: read });
  }
});

const setOf = ({ path }: Found): string => path.split('/')[0] ?? '';

const bills = (all: readonly Found[]): readonly Bill[] => all.flatMap(({ bill }) => bill ?? []);

function countsOf(own: readonly Found[]): Counts {
  const counts: Record<string, number> = {};
  for (const { as } of own) counts[as] = (counts[as] ?? 0) + 1;
  const count = (of: (bill: Bill) => number | boolean): number =>
    bills(own).reduce((sum, bill) => sum + Number(of(bill)), 0);
  return {
    ...counts,
    packages: count(({ packages }) => packages.length),
    flaws: count(({ flaws }) => flaws.length),
    joined: count(({ subject }) => subject.digests.length > 0),
    whole: count(({ listsAll }) => listsAll),
    scanned: count(({ scanned }) => scanned),
  };
}

it('the recorded bills are there, or their absence is printed', () => {
  const sets = Object.keys(recorded);
  if (isHere) expect([...new Set(found.map(setOf))].sort()).toEqual(sets);
  else process.stdout.write(`recorded bills: skipped, ${sets.length} sets are not here: ${sets.join(', ')}\n`);
});

it.runIf(isHere).each(Object.keys(recorded))('every document of %s is a bill, or has a reason', (set) => {
  const counts = countsOf(found.filter((it) => setOf(it) === set));
  process.stdout.write(
    `${set}: ${Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}\n`,
  );
  expect(counts).toEqual(recorded[set]);
});

it.runIf(isHere)('what is broken is named with the place and the reason', () => {
  const named = found.filter(({ as, bill }) => bill === undefined && as !== 'unrecognised');
  expect(Object.fromEntries(named.map(({ path, as, why }) => [path, `${as}: ${why ?? ''}`]))).toEqual(broken);
});

it.runIf(isHere)('packages belong to the ecosystem of their package URL', () => {
  const all = Map.groupBy(
    bills(found).flatMap(({ packages }) => packages),
    ({ ecosystem }) => ecosystem,
  );
  expect(Object.fromEntries([...all].map(([name, own]) => [name, own.length]))).toEqual(ecosystems);
});

it.runIf(isHere)('the digest of a configuration is never one that is joined', () => {
  for (const { subject } of bills(found)) expect(subject.digests).not.toContain(subject.imageId);
});
