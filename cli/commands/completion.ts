import { Argument, type Command } from 'commander';
import { reasons } from '#app/reasons';
import { rules } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { end, word } from '../arguments.ts';
import { terminal } from '../terminal.ts';

const ask = 'shoalwatch complete --';

/** What each shell runs at its start: it asks the program itself, so that it knows the rules that ship. */
const scripts = {
  bash: `_shoalwatch() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(${ask} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _shoalwatch shoalwatch
`,
  zsh: `#compdef shoalwatch
_shoalwatch() {
  local -a found
  found=("\${(@f)$(${ask} "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a found
}
compdef _shoalwatch shoalwatch
`,
  fish: `complete -c shoalwatch -a '(${ask} (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
} as const;

const hidden = 'complete';

/** Commands whose argument is one of the words that their help names. */
const ofWords = new Set(['list', 'inventory', 'completion']);

type Shell = keyof typeof scripts;

const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

/** Adds `completion`, and the hidden command that the shells ask. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print the completion script of a shell: source <(shoalwatch completion bash)')
    .addArgument(new Argument('<shell>', shells.join(', ')).argParser(word(shells, 'shell', 'completion')))
    .action(async (shell: Shell) => {
      await terminal().data(scripts[shell]);
      end({ code: 0, why: `the completion of ${shell}` });
    });
  program
    .command(hidden, { hidden: true })
    .description('what can stand next, for the completion of a shell')
    .argument('[words...]', 'what was typed so far')
    .action(async (words: readonly string[]) => {
      await terminal().data(candidates(program, words).join('\n') + '\n');
      end({ code: 0, why: 'candidates' });
    });
}

/** What can stand at the place of the last word, which is half typed or empty. */
export function candidates(program: Command, words: readonly string[]): readonly string[] {
  const half = words.at(-1) ?? '';
  const visible = program.commands.filter((it) => it.name() !== hidden);
  const command = words.length < 2 ? undefined : visible.find((it) => it.name() === words[0]);
  const options = (command ?? program).options.flatMap(({ long }) => long ?? []);
  const all = half.startsWith('-') ? options : command ? argumentsOf(command) : visible.map((it) => it.name());
  return all.filter((it) => it.startsWith(half));
}

function argumentsOf(command: Command): readonly string[] {
  const nested = command.commands.map((it) => it.name());
  const [first] = command.registeredArguments;
  if (command.name() === 'explain') {
    return [...rules.map(({ id }) => id), ...controls.map(({ id }) => id), ...Object.keys(reasons)];
  }
  return first !== undefined && ofWords.has(command.name()) ? [...first.description.split(', '), ...nested] : nested;
}
