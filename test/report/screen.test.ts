import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { FindingChange } from '#model';
import { fold } from '#report/fold';
import { reportOf } from '#report/model';
import { sinceOf } from '#report/since';
import { tableIn } from '#report/stack';
import { forScreen } from '#report/terminal';
import { findingWith, scanWith } from './sample.ts';

describe('a folded line', () => {
  it('keeps its margin, breaks at spaces and indents what follows', () => {
    expect(fold('  one two three four', 12)).toEqual(['  one two', '    three', '    four']);
    expect(fold('short', 12)).toEqual(['short']);
  });
  it('keeps gaps within a line, and a word that is too long whole', () => {
    expect(fold('a  b a-very-long-word', 8)).toEqual(['a  b', '  a-very-long-word']);
    expect(fold('a-very-long-word', 8)).toEqual(['a-very-long-word']);
  });
});

describe('a table that the width does not hold', () => {
  const columns = [{ head: 'A' }, { head: 'B' }, { head: 'C', shrink: 'wrap' as const }];
  const row = ['CRITICAL', 'a-name-of-some-length', 'words that go on and on'];
  it('becomes a few lines for each row', () => {
    expect(tableIn(columns, [row], 32)).toEqual(['CRITICAL  a-name-of-some-length', '  words that go on and on']);
    expect(tableIn(columns, [row], 24)).toEqual([
      'CRITICAL',
      '  a-name-of-some-length',
      '  words that go on and',
      '  on',
    ]);
  });
  it('stays a table where it fits', () => {
    expect(tableIn(columns, [row], 60)).toHaveLength(2);
  });
});

describe('what happened since the last scan', () => {
  const change = (kind: FindingChange['kind'], id: string): FindingChange => ({
    ...{ kind, cause: 'read' },
    finding: findingWith(id),
  });
  const scan = scanWith([findingWith('f-1'), findingWith('f-2'), findingWith('f-3')]);
  const since = sinceOf(scan, [change('resolved', 'f-9'), change('opened', 'f-1'), change('opened', 'f-2')]);
  it('is counted by kind, and the rest is unchanged', () => {
    expect(since).toEqual({
      counts: [
        ['opened', 2],
        ['resolved', 1],
      ],
      unchanged: 1,
    });
  });
  it('stands under the totals, and only where there was a scan before', () => {
    const screen = { width: 120, colour: false, unicode: true, wide: false };
    expect(forScreen(reportOf(scan, []), screen, { since })).toContain(
      'since the last scan: 2 opened, 1 resolved, 1 unchanged',
    );
    expect(forScreen(reportOf(scan, []), screen)).not.toContain('since the last scan');
  });
  it.each([40, 60, 80, 120])('keeps to %d columns with the rest of the screen', (width) => {
    const screen = { width, colour: false, unicode: true, wide: false };
    const lines = forScreen(reportOf(scan, []), screen, { since }).split('\n');
    const unbroken = lines.filter((line) => stringWidth(line) > width && line.trim().includes(' '));
    expect(unbroken.filter((line) => !line.includes('shoalwatch explain'))).toEqual([]);
  });
});
