import { forShell } from '#lib/escape/shell';

/** A script of a POSIX shell that stops at the first command that fails; comments stand as `# ...`. */
export const scriptOf = (steps: readonly string[]): string => `set -eu\n\n${steps.join('\n')}\n`;

/** One command with its options, each `--name='value'`; an option without a value is a flag. */
export function commandOf(words: string, options: Readonly<Record<string, string | true | Expanded>> = {}): string {
  const own = Object.entries(options).map(([name, value]) => {
    if (value === true) return `--${name}`;
    return typeof value === 'string' ? `--${name}=${forShell(value)}` : `--${name}="${value.shell}"`;
  });
  return [words, ...own].join(own.length > 2 ? ' \\\n  ' : ' ');
}

/** What the shell itself fills in, such as `$policy`. Never text that somebody else wrote. */
export interface Expanded {
  readonly shell: string;
}

export const expanded = (shell: string): Expanded => ({ shell });

/** A document in a variable, to be read and changed before it is run. JSON holds no line that ends it. */
export const documentIn = (variable: string, value: object): string =>
  `${variable}=$(cat <<'JSON'\n${JSON.stringify(value, null, 2)}\nJSON\n)`;
