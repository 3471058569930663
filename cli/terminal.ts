import type { Screen } from '#report/terminal';

/** Where a command writes: data on standard output; progress, notes and the reason of the exit on standard error. */
export interface Terminal {
  readonly screen: Screen;
  readonly quiet: boolean;
  readonly tty: boolean;
  data(text: string): Promise<void>;
  note(text: string): void;
}

/** When colours are shown. */
export type ColourChoice = 'auto' | 'always' | 'never';

/** The terminal of this process. */
export function terminal(options: { colour?: ColourChoice; wide?: boolean; quiet?: boolean } = {}): Terminal {
  const { env, stdout, stderr } = process;
  const wide = options.wide ?? false;
  return {
    screen: {
      width: Number(env['COLUMNS']) || (stdout.isTTY ? stdout.columns : 120),
      colour: wantsColour(options.colour ?? 'auto', env, stdout.isTTY),
      unicode: /utf-?8/i.test(env['LC_ALL'] ?? env['LC_CTYPE'] ?? env['LANG'] ?? '') || process.platform === 'win32',
      wide,
    },
    quiet: options.quiet ?? false,
    tty: stderr.isTTY,
    data: (text) => new Promise((done, failed) => stdout.write(text, (error) => (error ? failed(error) : done()))),
    note: (text) => void stderr.write(`${text}\n`),
  };
}

function wantsColour(choice: ColourChoice, env: NodeJS.ProcessEnv, tty: boolean): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env['NO_COLOR']) return false;
  return env['FORCE_COLOR'] ? env['FORCE_COLOR'] !== '0' : tty;
}
