import { sealed, type PackFile } from '#app/pack/manifest';
import { chainOf } from '#lib/hash-chain';
import { redacted } from '#report/output';
import { packedOf } from '../../../cli/report/pack.ts';
import { controls, csvCells, formulas, hostileReport, jsonKeys, obeyed, type Sink } from './sinks.ts';

/** The files of an evidence pack in which somebody outside wrote every text; the reports in it are sinks of their own. */
function packWith(text: string): readonly PackFile[] {
  const report = hostileReport(text);
  const [finding] = report.scan.findings;
  const { finishedAt } = report.scan;
  const log = chainOf([
    { kind: 'finding', at: finishedAt, of: text, entry: redacted({ by: text, why: text, finding }) },
  ]);
  return sealed(packedOf(report, { asOf: finishedAt, targets: [], log }, { frameworks: [] }));
}

const fileOf =
  (path: string) =>
  (text: string): string =>
    packWith(text).find((it) => it.path === path)?.text ?? '';

const json = { structure: jsonKeys, alive: (output: string): number => obeyed(output) + controls(output) };

/** What a pack holds beside the reports. */
export const packSinks: readonly Sink[] = [
  { name: 'pack waivers.csv', write: fileOf('waivers.csv'), structure: csvCells, alive: formulas },
  { name: 'pack coverage.json', write: fileOf('coverage.json'), ...json },
  { name: 'pack evidence', write: fileOf('evidence/f-1.json'), ...json },
  { name: 'pack manifest.json', write: fileOf('manifest.json'), ...json },
  {
    name: 'pack log.jsonl',
    write: fileOf('log.jsonl'),
    structure: (output) => [output.split('\n').length, ...output.trimEnd().split('\n').flatMap(jsonKeys)],
    alive: json.alive,
  },
];
