import { describe, expect, it } from 'vitest';
import { loadConfig } from '#app/config/load';
import { folderOf, reportsIn } from '#app/config/reports';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';

const reportsOf = (lines: string) =>
  reportsIn(loadConfig(`version: 1\nreports:\n${lines}`, 'shoalwatch.yaml', rules), frameworks);

describe('reports on a schedule', () => {
  it('are about an edition or about all, and lie in a folder of their own', () => {
    const found = reportsOf(
      [
        '{framework: cis-eks-1.8, every: monthly, formats: [html, oscal]}',
        '{every: daily}',
        '{every: daily, prefix: a/b}',
      ]
        .map((it) => `  - ${it}\n`)
        .join(''),
    );
    expect(found.map(folderOf)).toEqual(['cis-eks-1.8-monthly', 'all-daily', 'a/b']);
    expect(reportsIn({}, frameworks)).toEqual([]);
  });
  it.each([
    ['another cadence', '{every: hourly}', /reports\.0\.every/],
    ['a format that there is not', '{every: daily, formats: [pdf]}', /formats/],
    ['no format at all', '{every: daily, formats: []}', /formats/],
    ['a key that there is not', '{every: daily, framwork: soc2}', /unknown key "framwork"; did you mean "framework"\?/],
    ['a way out of the folder', '{every: daily, prefix: ../state}', /it is a folder, such as/],
    ['a prefix that begins at the root', '{every: daily, prefix: /state}', /it is a folder, such as/],
    ['an edition that there is not', '{framework: cis-eks-9, every: daily}', /no framework is called cis-eks-9/],
    ['OSCAL of related links', '{framework: soc2, every: daily, formats: [oscal]}', /OSCAL cannot tell of soc2/],
    ['a channel by its name', '{every: daily, deliver: {slack: "#grc"}}', /a channel is named by its id/],
    ['two in one folder', '{every: daily}\n  - {every: daily, formats: [csv]}', /written to the same folder/],
  ])('cannot have %s', (_, line, words) => {
    expect(() => reportsOf(`  - ${line}\n`)).toThrow(words);
  });
});
