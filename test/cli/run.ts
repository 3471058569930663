import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The command line as people start it. */
export const source = join(import.meta.dirname, '../../cli/main.ts');

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The last line on standard error. */
  readonly last: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with standard error once it holds the text. */
  said(text: string): Promise<string>;
  /** Resolves with standard output once it holds the text. */
  told(text: string): Promise<string>;
}

/** An empty folder with files in it, and commands that run there as a person without any cloud. */
export interface Desk {
  readonly path: string;
  at(name: string): string;
  write(name: string, content: string | Uint8Array): Promise<string>;
  read(name: string): Promise<string>;
  run(args: string, env?: Environment): Promise<Ended>;
  start(args: string, env?: Environment): Running;
  close(): Promise<void>;
}

export type Environment = Readonly<Record<string, string>>;

/** `program` is what a run of the tests has put together (`built.ts`), and the source where nothing was. */
export async function openDesk(
  files: Readonly<Record<string, string>> = {},
  program = process.env['SHOALWATCH_BUILT'] ?? source,
): Promise<Desk> {
  const path = await mkdtemp(join(tmpdir(), 'shoalwatch-'));
  const at = (name: string): string => join(path, name);
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), content);
    return at(name);
  };
  const start = (args: string, env: Environment = {}): Running => {
    const child = spawn(process.execPath, [program, ...wordsOf(args)], { cwd: path, env: { ...bare(path), ...env } });
    return follow(child);
  };
  for (const [name, content] of Object.entries(files)) await write(name, content);
  return {
    ...{ path, at, write, start },
    read: (name) => readFile(at(name), 'utf8'),
    run: (args, env) => start(args, env).ended,
    close: () => rm(path, { recursive: true, force: true }),
  };
}

export const wordsOf = (args: string): readonly string[] => args.split(' ').filter((word) => word !== '');

/** No metadata service is asked, so that a machine of a cloud has no credentials either. */
export const bare = (home: string): Environment => ({
  HOME: home,
  PATH: '',
  LANG: 'C.UTF-8',
  AWS_EC2_METADATA_DISABLED: 'true',
  METADATA_SERVER_DETECTION: 'none',
  NODE_COMPILE_CACHE: join(tmpdir(), 'shoalwatch-compiled'),
});

/** Hears what a process says. */
export function follow(child: ReturnType<typeof spawn>): Running {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err, last: err.trimEnd().split('\n').at(-1) ?? '' }));
  });
  const waitFor = (stream: typeof child.stderr, heard: () => string, text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (heard().includes(text)) resolve(heard());
      };
      stream?.on('data', look);
      child.once('close', () => reject(new Error(`it ended and never said ${text}: ${out}${err}`)));
      look();
    });
  return {
    ...{ child, ended },
    said: (text) => waitFor(child.stderr, () => err, text),
    told: (text) => waitFor(child.stdout, () => out, text),
  };
}
