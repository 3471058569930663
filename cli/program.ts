import { Command, type Option } from 'commander';
import { forTerminal } from '#lib/escape/terminal';
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

/** The command line: every command with its options, or the one alone that the first of the words names. */
export async function programOf([first]: readonly string[] = []): Promise<Command> {
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
  const wanted = first !== undefined && Object.hasOwn(commands, first) ? commands[first] : undefined;
  for (const load of wanted ? [wanted] : Object.values(commands)) (await load())(program);
  return program;
}

/** Without the variable, which would be half of every line. */
const describe = ({ description, defaultValue }: Option): string =>
  defaultValue === undefined ? description : `${description} (default: ${JSON.stringify(defaultValue)})`;

/** By what is typed: only the command that is wanted is loaded, with all that it works with. */
const commands: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  scan: async () => (await import('./commands/scan.ts')).addScan,
  watch: async () => (await import('./commands/watch.ts')).addWatch,
  gate: async () => (await import('./commands/gate.ts')).addGate,
  collect: async () => (await import('./commands/collect.ts')).addCollect,
  list: async () => (await import('./commands/list.ts')).addList,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  show: async () => (await import('./commands/show.ts')).addShow,
  inventory: async () => (await import('./commands/inventory.ts')).addInventory,
  risk: async () => (await import('./commands/risk.ts')).addRisk,
  diff: async () => (await import('./commands/diff.ts')).addDiff,
  report: async () => (await import('./commands/report.ts')).addReport,
  verify: async () => (await import('./commands/verify.ts')).addVerify,
  policy: async () => (await import('./commands/policy.ts')).addPolicy,
  waiver: async () => (await import('./commands/waiver.ts')).addWaiver,
  fix: async () => (await import('./commands/fix.ts')).addFix,
  config: async () => (await import('./commands/config.ts')).addConfig,
  init: async () => (await import('./commands/config.ts')).addInit,
  cost: async () => (await import('./commands/cost.ts')).addCost,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  onboard: async () => (await import('./commands/onboard.ts')).addOnboard,
  slack: async () => (await import('./commands/slack.ts')).addSlack,
  version: async () => (await import('./commands/version.ts')).addVersion,
  completion: async () => (await import('./commands/completion.ts')).addCompletion,
};

/** The parser's sentences as the other errors are written: in one line, names in double quotes. */
const inOurWords = (text: string): string =>
  forTerminal(
    text
      .replaceAll(/'([^'\n]*)'/g, '"$1"')
      .replace(/\n\(Did you mean one of (.+)\?\)\n$/, '. Did you mean one of $1?\n')
      .replace(/\n\(Did you mean (.+)\?\)\n$/, '. Did you mean "$1"?\n'),
  );
