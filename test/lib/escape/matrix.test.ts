import { execFileSync } from 'node:child_process';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, test } from 'vitest';
import { forCsv } from '#lib/escape/csv';
import { forCiLog } from '#lib/escape/ci-log';
import { forHtml, forHtmlAttribute } from '#lib/escape/html';
import { forJson } from '#lib/escape/json';
import { forJsonIsland } from '#lib/escape/json-island';
import { forLogLine } from '#lib/escape/log-line';
import { forMarkdown } from '#lib/escape/markdown';
import { forShell } from '#lib/escape/shell';
import { forSlack } from '#lib/escape/slack';
import { forTerminal, forTerminalLine } from '#lib/escape/terminal';
import { forWorkflowMessage, forWorkflowProperty } from '#lib/escape/workflow-command';
import { hostileSeeds, hostileStrings } from '#test/support/hostile';
import { attributeOf, cellsOf, runnerObeys, textOf } from './readers.ts';

const hostile = hostileStrings();
const control = /\p{Cc}/u;
const unseen = /[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\u{e0000}-\u{e007f}]/u;

test('the matrix has at least 500 different strings, made of at least 60', () => {
  expect(new Set(hostile).size).toBeGreaterThanOrEqual(500);
  expect(new Set(hostileSeeds).size).toBeGreaterThanOrEqual(60);
});

describe.each([
  ['terminal', forTerminal, '\n\t'],
  ['terminal line', forTerminalLine, ''],
  ['CSV', forCsv, '\n'],
  ['HTML', forHtml, '\n\t'],
  ['HTML attribute', forHtmlAttribute, ''],
  ['log of a build', (text: string) => forCiLog(forTerminal(text)), '\n\t'],
  ['Slack', forSlack, ''],
  ['JSON', forJson, ''],
  ['JSON island', forJsonIsland, ''],
  ['log line', forLogLine, ''],
  ['annotation of a job', forWorkflowMessage, ''],
] as const)('%s', (_, escape, kept) => {
  test('no control character and nothing unseen comes through', () => {
    for (const text of hostile) {
      const escaped = escape(text);
      expect(Array.from(escaped).filter((c) => control.test(c) && !kept.includes(c))).toEqual([]);
      expect(escaped).not.toMatch(unseen);
      expect(escaped.isWellFormed()).toBe(true);
    }
  });

  test('plain text stays as it is', () => {
    for (const text of ['payments-prod', 'Ünïcode 東京', '10.0.0.0/8']) expect(escape(text)).toContain(text);
  });
});

test('HTML text is one text node and says what was meant', () => {
  for (const text of hostile) {
    expect(forHtml(text)).not.toMatch(/[<>"']/);
    expect(textOf(forHtml(text))).toBe(forTerminal(text));
  }
});

test('an HTML attribute keeps its value in double, single and no quotes', () => {
  for (const text of hostile) {
    const value = forHtmlAttribute(text);
    expect(attributeOf(`<a title="${value}">`)).toEqual({ title: forTerminal(text) });
    expect(attributeOf(`<a title='${value}'>`)).toEqual({ title: forTerminal(text) });
  }
});

test('CSV cells come back from the file, and none is a formula to any reader', () => {
  for (const text of hostile) {
    const file = stringify([['id', forCsv(text), 'end']], { quoted: true });
    expect(cellsOf(file, ',', true)).toEqual([['id', forCsv(text), 'end']]);
    const asOthersRead = [cellsOf(file, ',', true), cellsOf(file, ';', true), cellsOf(file, '\t', false)];
    for (const cell of asOthersRead.flat(2)) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]|^[\t\r]/);
  }
});

test('an annotation is one command whose title and message are what was meant', () => {
  for (const text of hostile) {
    const line = `::error title=${forWorkflowProperty(text)}::${forWorkflowMessage(text)}`;
    const [, property = '', message = ''] = /^::error title=([^:,]*)::(.*)$/.exec(line) ?? [];
    // As the runner undoes them: https://github.com/actions/runner ActionCommand.
    const told = property.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%25', '%');
    expect([told, message.replaceAll('%25', '%')]).toEqual(Array(2).fill(plainLine(text)));
  }
});

/** The text with nothing that could begin a line, hide or reverse it. */
const plainLine = (text: string): string =>
  forTerminalLine(text.replace(/[\n\r\t\v\f\u0085\u2028\u2029]+/g, ' ')).trim();

test('JSON parses to the value it was made from', () => {
  for (const text of hostile) {
    const value = { [text]: [text, { text }] };
    expect(JSON.parse(forJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    expect(JSON.parse(forJsonIsland(value))).toEqual(JSON.parse(JSON.stringify(value)));
    expect(forJsonIsland(value)).not.toMatch(/[<>&]/);
    expect(JSON.parse(`"${forLogLine(text)}"`)).toBe(text);
  }
});

test('no runner obeys what is printed, wherever the text stands in it', () => {
  for (const text of hostile) {
    const own = forTerminal(text);
    for (const printed of [own, `${own} is open`, `  ${own}`, `a\n${own}`, `\u001b[31m${own}\u001b[0m`]) {
      expect(runnerObeys(forCiLog(printed)), printed).toBe(false);
    }
    for (const json of [forJson({ [text]: text }, 2), `"${forLogLine(text)}"`]) expect(runnerObeys(json)).toBe(false);
  }
});

test('Markdown holds no mark that is not escaped', () => {
  for (const text of hostile) {
    const escaped = forMarkdown(text);
    expect(escaped).not.toMatch(control);
    expect(escaped).not.toMatch(/[<>]|:\/\/|www\.|^[-+=]/i);
    expect(escaped.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/&#?\w+;/g, '')).not.toMatch(/[\\`*_[\]!|#~$&]/);
    expect(escaped).not.toMatch(/@[\p{L}\p{N}]/u);
  }
});

test('Slack finds no mention, link or code span', () => {
  for (const text of hostile) {
    const escaped = forSlack(text);
    expect(escaped).not.toMatch(/[<>`]/);
    expect(escaped.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
    expect(escaped).not.toMatch(/(?:^|\s)@\w/);
  }
});

test('a shell gets each argument as it was, or the value is refused', () => {
  const accepted = hostile.filter((text) => !control.test(text) && !unseen.test(text) && text.isWellFormed());
  expect(accepted.length).toBeGreaterThan(150);
  const script = `printf '%s\\0' ${accepted.map((text) => forShell(text)).join(' ')}`;
  const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
  expect(printed.split('\0').slice(0, -1)).toEqual(accepted);
  for (const text of hostile) if (!accepted.includes(text)) expect(() => forShell(text)).toThrow(RangeError);
});
