import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defineRelated, frameworkOf } from '#model';
import { rules } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { frameworks } from '#rules/frameworks.gen';
import { holes } from '../../tools/gen/holes.ts';

interface Entry {
  readonly id: string;
  readonly frameworks?: Readonly<Record<string, readonly string[]>> | null;
}

const catalogue = join(import.meta.dirname, '../../../shared/catalogue');
const isCatalogueHere = existsSync(catalogue);
const entries = isCatalogueHere ? ['aws', 'azure', 'gcp', 'kubernetes', 'cross'].flatMap(entriesOf) : [];
const catalogued = new Set(entries.map(({ id }) => id));
const shipped = new Set<string>(rules.map(({ id }) => id));

function entriesOf(provider: string): readonly Entry[] {
  return JSON.parse(readFileSync(join(catalogue, `${provider}.json`), 'utf8')) as readonly Entry[];
}

/** The links that the catalogue gives an edition, as `requirement rule`. */
const linksInCatalogue = (framework: string): readonly string[] =>
  entries.flatMap(({ id, frameworks: own }) =>
    (own?.[framework] ?? []).map((number) => `${number.replaceAll(' ', '-')} ${id}`),
  );

describe.each(frameworks.map((framework) => [framework.id, framework] as const))(
  'framework %s',
  (id, { requirements, related, sources }) => {
    const lines = requirements.map((it) =>
      'manual' in it ? { id: it.id, rules: [] } : { id: it.id, rules: [...it.rules, ...(it.planned ?? [])] },
    );
    const named = new Set(lines.flatMap((line) => line.rules));

    it('names each requirement once, without blanks', () => {
      const numbers = lines.map((line) => line.id);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(numbers.filter((number) => /\s/.test(number))).toEqual([]);
    });
    it('answers every requirement, each rule once', () => {
      const manual = requirements.flatMap((it) => ('manual' in it ? [it.id] : []));
      const silent = lines.filter((line) => line.rules.length === 0 && !manual.includes(line.id));
      expect(silent).toEqual([]);
      expect(lines.filter((line) => new Set(line.rules).size !== line.rules.length)).toEqual([]);
    });
    it('says where each link comes from', () => {
      expect(sources.map(({ source }) => source).join()).toMatch(/^\S.+\S$/);
      if (related) expect(new Set(sources.flatMap((it) => it.rules ?? []))).toEqual(named);
      else expect(sources).toHaveLength(1);
    });
    it('has no manual requirement where its links are only related', () => {
      expect(related && requirements.some((it) => 'manual' in it)).toBe(false);
    });
    it.skipIf(!isCatalogueHere)('has the links of the catalogue, and no others', () => {
      const links = lines.flatMap((line) => line.rules.map((rule) => `${line.id} ${rule}`));
      expect(links.toSorted()).toEqual(linksInCatalogue(id).toSorted());
      expect([...named].filter((rule) => !catalogued.has(rule) && !shipped.has(rule))).toEqual([]);
    });
  },
);

it('the frameworks of related links are those of weak sources', () => {
  expect(frameworks.flatMap(({ id, related }) => (related ? [id] : []))).toEqual([
    ...['hipaa', 'iso-27001-2022', 'nist-800-53-r5', 'nsa-cisa', 'owasp-k8s-2025', 'pci-dss-4', 'soc2'],
  ]);
});

describe('an edition of related links', () => {
  const edition = defineRelated({
    ...{ id: 'f', title: 'F', edition: '1' },
    links: [
      { source: 'one tool', rules: { a: '1.10 1.2', b: '\n 1.2\n   AC-2(4)' } },
      { source: 'another', rules: { c: '1.2' } },
    ],
  });
  it('is turned round: each requirement in numeric order, with its rules from every source', () => {
    expect(edition.requirements).toEqual([
      { id: '1.2', rules: ['a', 'b', 'c'] },
      { id: '1.10', rules: ['a'] },
      { id: 'AC-2(4)', rules: ['b'] },
    ]);
  });
  it('is related, and names the rules of each source', () => {
    expect([edition.related, edition.sources]).toEqual([
      true,
      [
        { source: 'one tool', rules: ['a', 'b'] },
        { source: 'another', rules: ['c'] },
      ],
    ]);
  });
  it('shows what does not ship as planned', () => {
    expect(frameworkOf(edition, new Set(['b'])).requirements[0]).toEqual({
      ...{ id: '1.2', rules: ['b'], planned: ['a', 'c'] },
    });
  });
});

describe('the parity table', () => {
  const table = readFileSync(join(import.meta.dirname, '../../docs/parity.gen.md'), 'utf8');
  const rows = table.split('\n').flatMap((line) => {
    const [, control, , ...cells] = line.split('|').map((it) => it.trim());
    return controls.some(({ id }) => id === control) ? [{ control, cells: cells.slice(0, 4) }] : [];
  });
  it('has a row for each control, and says of each cell without a rule why', () => {
    expect(rows.map(({ control }) => control)).toEqual(controls.map(({ id }) => id));
    expect(rows.filter(({ cells }) => cells.includes(''))).toEqual([]);
  });
  it('explains only controls that there are', () => {
    const ids = controls.map(({ id }) => id);
    expect(Object.keys(holes).filter((id) => !ids.includes(id))).toEqual([]);
  });
  it.skipIf(!isCatalogueHere)('plans only controls of the catalogue', () => {
    const planned = Object.values(holes)
      .flatMap((own) => Object.values(own))
      .flatMap((it) => (typeof it === 'string' ? [] : it));
    expect(planned.length).toBeGreaterThan(0);
    expect(planned.filter((id) => !catalogued.has(id))).toEqual([]);
  });
});
