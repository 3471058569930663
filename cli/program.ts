import { Command } from 'commander';
import { forTerminal } from '#lib/escape/terminal';
import { addCollect } from './commands/collect.ts';
import { addConfig, addInit } from './commands/config.ts';
import { addDemo } from './commands/demo.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addInventory } from './commands/inventory.ts';
import { addList } from './commands/list.ts';
import { addReport } from './commands/report.ts';
import { addScan } from './commands/scan.ts';
import { addShow } from './commands/show.ts';
import { terminal } from './terminal.ts';

/** The command line: every command with its options. */
export function programOf(): Command {
  const program = new Command('shoalwatch')
    .description('Audits EKS, AKS, GKE and the cloud around them.')
    .version('0.1.0')
    .showSuggestionAfterError()
    .configureOutput({
      outputError: (text, write) => write(inOurWords(text)),
      getOutHelpWidth: () => terminal().screen.width,
      getErrHelpWidth: () => terminal().screen.width,
    })
    .configureHelp({ minWidthToWrap: 20 })
    .exitOverride();
  for (const add of commands) add(program);
  return program;
}

const commands = [
  addDemo,
  addScan,
  addCollect,
  addList,
  addExplain,
  addShow,
  addInventory,
  addDiff,
  addReport,
  addConfig,
  addInit,
  addDoctor,
];

/** The parser's sentences as the other errors are written: in one line, names in double quotes. */
const inOurWords = (text: string): string =>
  forTerminal(
    text
      .replaceAll(/'([^'\n]*)'/g, '"$1"')
      .replace(/\n\(Did you mean one of (.+)\?\)\n$/, '. Did you mean one of $1?\n')
      .replace(/\n\(Did you mean (.+)\?\)\n$/, '. Did you mean "$1"?\n'),
  );
