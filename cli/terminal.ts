import { forCiLog } from '#lib/escape/ci-log';
import { fold } from '#report/fold';
import type { Screen } from '#report/terminal';

/** Where a command writes: data on standard output; progress, notes and the reason of the exit on standard error. */
export interface Terminal {
  readonly screen: Screen;
  readonly quiet: boolean;
  /** Writes a document, byte for byte. */
  data(text: string): Promise<void>;
  /** Writes what people read; our own signs become ASCII where the terminal takes nothing else. No runner obeys it. */
  page(text: string): Promise<void>;
  /** A line of progress, which `--quiet` leaves out. */
  note(text: string): void;
  /** What is going on now: a line that the next one replaces; nothing where standard error is no terminal. */
  status(text: string): void;
}

/** When colours are shown. */
export const colourChoices = ['auto', 'always', 'never'] as const;

export type ColourChoice = (typeof colourChoices)[number];

/** The terminal of this process. */
export function terminal(options: { color?: ColourChoice; wide?: boolean; quiet?: boolean } = {}): Terminal {
  const { env, stdout, stderr } = process;
  const { wide = false, quiet = false, color = 'auto' } = options;
  const screen: Screen = {
    width: widthOf(env, stdout),
    colour: wantsColour(color, env, stdout.isTTY),
    unicode: takesUnicode(env),
    wide,
  };
  const data = (text: string): Promise<void> =>
    new Promise((done, failed) => {
      stdout.write(text, (error) => (error && !isClosed(error) ? failed(error) : done()));
    });
  const status = (text: string): void => {
    if (stderr.isTTY && !quiet) stderr.write(`\r\u001b[K${fold(text, screen.width - 1)[0] ?? ''}`);
  };
  return {
    ...{ screen, quiet, data, status },
    page: (text) => data(forCiLog(screen.unicode ? text : inAscii(text))),
    note: (text) => {
      if (quiet) return;
      status('');
      const lines = forCiLog(fold(text, screen.width, 11).join('\n'));
      stderr.write(`${screen.unicode ? lines : inAscii(lines)}\n`);
    },
  };
}

/** Whoever read our output has left, as `head` does: that is no failure. */
export const isClosed = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';

const usualWidth = 120;

function widthOf({ COLUMNS: asked }: NodeJS.ProcessEnv, { isTTY, columns }: NodeJS.WriteStream): number {
  const width = Number(asked);
  if (Number.isInteger(width) && width > 0) return width;
  return isTTY && columns > 0 ? columns : usualWidth;
}

function wantsColour(choice: ColourChoice, env: NodeJS.ProcessEnv, tty: boolean): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return tty && env['TERM'] !== 'dumb';
}

/** The first of these that is set and not empty decides, as POSIX has it. */
function takesUnicode({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((it) => it !== undefined && it !== '') ?? '';
  return /utf-?8/i.test(locale) || process.platform === 'win32';
}

const signs: Readonly<Record<string, string>> = { '…': '~', '·': '-', '✔': '+', '✘': 'x', '→': '>' };

const inAscii = (text: string): string => text.replaceAll(/[…·✔✘→]/gu, (sign) => signs[sign] ?? sign);
