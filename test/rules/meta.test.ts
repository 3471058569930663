import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paramsOf } from '#app/list';
import { typesNeeded, typesOn } from '#engine/any-rule';
import { rulePaths, rules } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { casesOf } from '../../tools/gen/cases.ts';
import { drafts } from '../../tools/new-rule/samples.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const sharedTables = {
  'familyCases(': 'test/support/kubernetes/family-cases.ts',
  'rightCases(': 'test/support/kubernetes/right-cases.ts',
};
const tableOf = (id: string): string => `test/${(rulePaths[id] ?? '').replace(/\.ts$/, '.test.ts')}`;

/** A rule's table with the modules of cases beside it, and the shared cases that it takes in. */
function casesTextOf(id: string): string {
  const own = readdirSync(join(root, dirname(tableOf(id))))
    .filter((name) => name.startsWith(`${id}.`))
    .map((name) => read(join(dirname(tableOf(id)), name)));
  const taken = Object.entries(sharedTables).filter(([call]) => own.some((text) => text.includes(call)));
  const shared = taken.map(([, path]) => read(path));
  return [...own, ...shared].join('\n');
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('is called as its file', () => {
    expect(basename(rulePaths[id] ?? '', '.ts')).toBe(id);
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  });
  it('states the good condition as a sentence without a full stop', () => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.title.split(' ').length).toBeGreaterThan(4);
  });
  it('says why and how it is fixed, in sentences', () => {
    for (const text of [rule.why, rule.fix]) expect(text).toMatch(/^[A-Z].{20,}\.$/);
  });
  it('has words of its own in place of the drafts', () => {
    const text = read(rulePaths[id] ?? '');
    expect(Object.values(drafts).filter((draft) => text.includes(draft))).toEqual([]);
  });
  it('names its sources, and its peers as tool:check', () => {
    expect(rule.references.length).toBeGreaterThan(0);
    for (const url of rule.references) expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\//);
    for (const peer of rule.peers ?? []) expect(peer).toMatch(/^[a-z0-9-]+:\S+$/);
  });
  it('serves a control that exists', () => {
    expect(controls.map((control) => control.id)).toContain(rule.control);
  });
  it('names each grade once', () => {
    expect(new Set(rule.grades).size).toBe((rule.grades ?? []).length);
  });
  it('has cases for every verdict, and uses every parameter and grade in one', () => {
    const table = casesTextOf(id);
    const cases = new Map(casesOf(tableOf(id), read).map(({ verdict, names }) => [verdict, names.length]));
    for (const verdict of ['pass', 'fail', 'unknown']) expect(cases.get(verdict), verdict).toBeGreaterThan(0);
    for (const name of Object.keys(paramsOf(rule) as object))
      expect(
        namesOf(name).some((it) => table.includes(it)),
        name,
      ).toBe(true);
    for (const grade of rule.grades ?? []) expect(table).toContain(`'${grade}'`);
  });
  it('reads types that name their permissions', () => {
    for (const type of typesNeeded(rule)) expect(type.reads.length, type.name).toBeGreaterThan(0);
  });
  it('is at most 60 lines long, without comments or casts', () => {
    const text = read(rulePaths[id] ?? '');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    expect(text).not.toMatch(/^\s*(\/\/|\/\*)/m);
    expect(text).not.toMatch(/\bas (?!const\b)[A-Z]\w*/);
  });
  it('has a page', () => {
    expect(existsSync(join(root, `docs/rules/${id}.gen.md`))).toBe(true);
  });
});

/** Parameters that component lists fill are set through `components` in a table. */
const namesOf = (parameter: string): readonly string[] =>
  /^(deny|allow)/.test(parameter) ? [parameter, 'components'] : [parameter];

describe('the catalogue', () => {
  it('holds each id once, aliases included', () => {
    const ids = rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('holds every rule that there is: npm run gen makes it', () => {
    const files = globSync('rules/*/**/*.ts', { cwd: root }).filter((path) => !path.startsWith('rules/frameworks/'));
    expect(Object.values(rulePaths).toSorted()).toEqual(files.toSorted());
  });
  it('names only rules that exist in partOf', () => {
    const ids = rules.map(({ id }) => id);
    expect(rules.flatMap(({ partOf }) => partOf ?? []).filter((id) => !ids.includes(id))).toEqual([]);
  });
  it('keeps its contract: id, severity, grades, defaults, permissions, impact', async () => {
    const contract = rules.map((rule) => ({
      id: rule.id,
      severity: rule.severity,
      grades: rule.grades ?? [],
      on: typesOn(rule).map(({ name }) => name),
      params: paramsOf(rule),
      reads: [...new Set(typesNeeded(rule).flatMap(({ reads }) => reads))].sort(),
      impact: rule.remediation?.impact ?? null,
      writes: (rule.remediation?.actions ?? []).flatMap(({ permissions }) => permissions),
    }));
    await expect(`${JSON.stringify(contract, null, 2)}\n`).toMatchFileSnapshot('./contract.json');
  });
});
