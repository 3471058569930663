import { SaxesParser } from 'saxes';
import { forCiLog } from '#lib/escape/ci-log';
import { forLogLine } from '#lib/escape/log-line';
import { reportFormats as formats, type Framework } from '#model';
import { registerOf } from '#engine/waivers/waiver-register';
import { reportOf, type Report } from '#report/model';
import { plainFindings } from '#report/plain';
import { forScreen } from '#report/terminal';
import { rules } from '#rules/catalog.gen';
import { written } from '../../../cli/formats.ts';
import { cellsOf, runnerObeys } from '../../lib/escape/readers.ts';
import { hostileScan } from '../../support/hostile-scan.ts';

/** Something that is read by others: what it makes of text, and what a reader finds alive in that. */
export interface Sink {
  readonly name: string;
  write(text: string): string;
  /** How much structure a reader of the format finds; text of others may add none. Throws where it is no such format. */
  structure(output: string): readonly number[];
  /** Of lines that are printed: what a runner, a terminal or a spreadsheet would obey. */
  alive?(output: string): number;
}

/** One requirement that its rule answers, and one that only a person can: without any there are no OSCAL results. */
const framework: Framework = {
  ...{ id: 'own-1', title: 'Own', edition: '1', related: false, sources: [] },
  requirements: [
    { id: '1.1', rules: hostileScan('').findings.map(({ rule }) => rule) },
    { id: '1.2', manual: 'A person says so.' },
  ],
};

const at = '2026-11-02T00:00:00.000Z';

/** A report in which somebody outside wrote every text, that of a waiver included. */
export function hostileReport(text: string, scan = hostileScan(text)): Report {
  const { findings } = scan;
  // What is empty is left out, and would be told from what is harmless by that alone.
  const name = text === '' ? 'nothing' : text;
  const said = { owner: name, approver: name, reason: name, control: name, ticket: name };
  const file = findings.map(({ rule, resource: { id: resource } }) => ({
    ...{ id: name, rule, resource, until: '2026-12-01T00:00:00.000Z' },
    ...said,
  }));
  const waivers = registerOf({ file, stored: [], findings, at });
  return { ...reportOf(scan, rules, [framework]), waivers };
}

/** The same of an AWS account: Security Hub is told of those alone. */
function hostileAccount(text: string): Report {
  const scan = hostileScan(text);
  const findings = scan.findings.map((it) => ({
    ...it,
    resource: { ...it.resource, target: 'aws:123456789012:eu-west-1' },
  }));
  return hostileReport(text, { ...scan, findings });
}

const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length;
/** Lines that a runner which prints them takes as commands. */
export const obeyed = (output: string): number => output.split('\n').filter(runnerObeys).length;
/** The same at the beginning of a line alone: what is written to files is no log. */
const begun = (output: string): number => count(output, /^\s*::[^:]+::/gm);
export const controls = (output: string): number =>
  count(output, /(?![\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200f]/gu);
const lines = (output: string): readonly number[] => [output.split('\n').length];

const structures: Readonly<Record<(typeof formats)[number], (output: string) => readonly number[]>> = {
  json: jsonKeys,
  sarif: jsonKeys,
  ocsf: jsonKeys,
  asff: (output) => [...jsonKeys(output), (JSON.parse(output) as { Findings: object[] }[])[0]?.Findings.length ?? 0],
  oscal: jsonKeys,
  csv: csvCells,
  html: (output) => {
    JSON.parse(/<script type="application\/json" id="more">(.*?)<\/script>/s.exec(output)?.[1] ?? '[]');
    return [/<[a-z!/]/gi, /<script/gi, /\son\w+=/gi, /<!--/g].map((what) => count(output, what));
  },
  md: (output) => {
    const bare = output.replaceAll(/\\[!-/:-@[-`{-~]/g, '').replaceAll(/&#?\w+;/g, '');
    return [/[`*_~]/g, /[[\]]/g, /\|/g, /^#/gm, /[<>]/g, /:\/\//g, /@\w/g, /\n/g].map((what) => count(bare, what));
  },
  junit: xmlTags,
};

/** A cell that a spreadsheet would run, for each way in which one may split the file. */
export const formulas = (output: string): number =>
  [cellsOf(output, ',', true), cellsOf(output, ';', true), cellsOf(output, '\t', false)]
    .flat(2)
    .filter((cell) => /^[\s"]*[=+\-@＝＋－＠]|^[\t\r]/.test(cell.replace(/\r$/, ''))).length;

const screen = { width: 120, colour: false, unicode: true, wide: true };

/** Every report, the terminal and the log. */
export const reportSinks: readonly Sink[] = [
  ...formats.map((format): Sink => ({
    name: `report.${format}`,
    write: (text) =>
      written[format].text((format === 'asff' ? hostileAccount : hostileReport)(text), { verdicts: true }),
    structure: structures[format],
    alive: (output) =>
      (structures[format] === jsonKeys || format === 'asff' ? obeyed(output) : begun(output)) +
      (format === 'csv' ? formulas(output) : controls(output)),
  })),
  {
    name: 'terminal',
    write: (text) => forCiLog(forScreen(hostileReport(text), screen)),
    structure: lines,
    alive: (output) => controls(output) + obeyed(output),
  },
  {
    name: 'plain table',
    write: (text) => plainFindings(hostileReport(text)),
    structure: (output) => output.split('\n').map((line) => line.split('\t').length),
    alive: (output) => controls(output.replaceAll('\t', '')) + obeyed(output),
  },
  {
    name: 'log line',
    write: (text) => JSON.stringify({ at: '', said: '' }).replace('""}', `"${forLogLine(text)}"}`),
    structure: (output) => [Object.keys(JSON.parse(output) as object).length, ...lines(output)],
    alive: (output) => controls(output) + obeyed(output),
  },
];

/** How many cells each row has. */
export function csvCells(output: string): readonly number[] {
  return cellsOf(output.replaceAll('\r\n', '\n'), ',', true).map((row) => row.length);
}

/** A string that broke out of its quotes would add keys; how many values there are depends on what a text says. */
export function jsonKeys(output: string): readonly number[] {
  let forged = 0;
  JSON.parse(output, (key, value: unknown) => {
    if (key === 'injected') forged += 1;
    return value;
  });
  return [forged];
}

/** How many elements a document has. Throws where it is none. */
export function xmlTags(output: string): readonly number[] {
  let tags = 0;
  const parser = new SaxesParser();
  parser.on('opentag', () => (tags += 1));
  parser.write(output).close();
  return [tags];
}
