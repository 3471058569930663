import type { Command } from 'commander';
import { typesNeeded } from '#engine/any-rule';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Gap, Reading } from '#model';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';
import { interrupt } from '../wire.ts';
import { readClouds, withCloudOptions, type ScanOptions } from './scan.ts';

/** Adds `doctor`: reads once what a scan reads, and says which grant is missing and what stays unknown without it. */
export function addDoctor(program: Command): void {
  withCloudOptions(program.command('doctor'))
    .description('check credentials, permissions and the config')
    .action(async (options: ScanOptions) => {
      const screen = terminal(options);
      const { config } = await loadSettings(options.config, rules);
      const stop = interrupt();
      const readings = await readClouds(options, config, screen, stop.signal);
      stop.release();
      const gaps = readings.flatMap((reading) => reading.gaps);
      await screen.data(`${[...readings.map(lineOf), ...missing(gaps)].join('\n')}\n`);
      if (readings.length === 0) end({ code: 2, why: 'no cloud could be reached with the credentials here' });
      else if (gaps.length > 0)
        end({ code: 4, why: `${gaps.length} reads failed, ${rulesWithout(gaps)} rules cannot be judged everywhere` });
      else end({ code: 0, why: 'everything that a scan needs can be read' });
    });
}

const lineOf = ({ target, gaps }: Reading): string =>
  `  ${gaps.length === 0 ? 'ok     ' : 'missing'}  ${forTerminalLine(target.id)}`;

function missing(gaps: readonly Gap[]): readonly string[] {
  const byCure = Map.groupBy(gaps, ({ permission, api, reason }) => permission ?? `${api} (${reason})`);
  return [...byCure].flatMap(([cure, own]) => [
    `  ${forTerminalLine(cure)}`,
    `      ${forTerminalLine(own[0]?.detail ?? '')}`,
    `      on ${own.length === 1 ? forTerminalLine(own[0]?.target ?? '') : `${own.length} targets`}; ${rulesWithout(own)} rules stay unknown there until then`,
    ...(own[0]?.permission === undefined ? [] : ['      grant: docs/roles/ holds the reader role of each platform']),
  ]);
}

function rulesWithout(gaps: readonly Gap[]): number {
  const types = new Set(gaps.flatMap((gap) => gap.types));
  return rules.filter((rule) => typesNeeded(rule).some(({ name }) => types.has(name))).length;
}
