import { Command, type Option } from 'commander';
import { forTerminal } from '#lib/escape/terminal';
import { addCollect } from './commands/collect.ts';
import { addCompletion } from './commands/completion.ts';
import { addConfig, addInit } from './commands/config.ts';
import { addCost } from './commands/cost.ts';
import { addDemo } from './commands/demo.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addFix } from './commands/fix.ts';
import { addGate } from './commands/gate.ts';
import { addInventory } from './commands/inventory.ts';
import { addList } from './commands/list.ts';
import { addOnboard } from './commands/onboard.ts';
import { addPolicy } from './commands/policy.ts';
import { addReport } from './commands/report.ts';
import { addRisk } from './commands/risk.ts';
import { addScan } from './commands/scan.ts';
import { addShow } from './commands/show.ts';
import { addSlack } from './commands/slack.ts';
import { addVersion } from './commands/version.ts';
import { addWaiver } from './commands/waiver.ts';
import { addWatch } from './commands/watch.ts';
import { terminal } from './terminal.ts';
import { version } from './version.ts';

/** A command whose options can be set in the environment, too; what is typed wins. */
class OpenCommand extends Command {
  override createCommand(name?: string): Command {
    return new OpenCommand(name);
  }

  override createOption(flags: string, description?: string): Option {
    const option = super.createOption(flags, description);
    return option.env(`SHOALWATCH_${option.name().replaceAll('-', '_').toUpperCase()}`);
  }
}

/** The command line: every command with its options. */
export function programOf(): Command {
  const program = new OpenCommand('shoalwatch')
    .description('Audits EKS, AKS, GKE and the cloud around them.')
    .version(version)
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureOutput({
      outputError: (text, write) => write(inOurWords(text)),
      getOutHelpWidth: () => terminal().screen.width,
      getErrHelpWidth: () => terminal().screen.width,
    })
    .configureHelp({ minWidthToWrap: 20, optionDescription: describe })
    .addHelpText('after', '\nEvery option can be set in the environment:\n--fail-on as SHOALWATCH_FAIL_ON.')
    .exitOverride();
  for (const add of commands) add(program);
  return program;
}

/** Without the variable, which would be half of every line. */
const describe = ({ description, defaultValue }: Option): string =>
  defaultValue === undefined ? description : `${description} (default: ${JSON.stringify(defaultValue)})`;

const commands = [
  addDemo,
  addScan,
  addWatch,
  addGate,
  addCollect,
  addList,
  addExplain,
  addShow,
  addInventory,
  addRisk,
  addDiff,
  addReport,
  addPolicy,
  addWaiver,
  addFix,
  addConfig,
  addInit,
  addCost,
  addDoctor,
  addOnboard,
  addSlack,
  addVersion,
  addCompletion,
];

/** The parser's sentences as the other errors are written: in one line, names in double quotes. */
const inOurWords = (text: string): string =>
  forTerminal(
    text
      .replaceAll(/'([^'\n]*)'/g, '"$1"')
      .replace(/\n\(Did you mean one of (.+)\?\)\n$/, '. Did you mean one of $1?\n')
      .replace(/\n\(Did you mean (.+)\?\)\n$/, '. Did you mean "$1"?\n'),
  );
