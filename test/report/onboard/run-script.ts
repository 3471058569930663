import { spawnSync } from 'node:child_process';

/** A command that a script would have run: its words, and its options by name. */
export interface Called {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

/**
 * Runs a script of a shell in which the CLIs of the clouds only note what they are told: nothing is there yet, or all
 * of it is, made by whoever runs the script; a command that holds the strange words finds what somebody else made. Throws
 * where it fails.
 */
export function calledBy(script: string, world: 'empty' | 'made' = 'empty', strange = ''): readonly Called[] {
  const run = spawnSync('bash', ['-c', `world=${world}\nstrange='${strange}'\n${standIns}\n${script}`], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const said = run.stderr.toString('utf8');
  if (run.status !== 0 || said !== '') throw new Error(`the script ended with ${run.status}: ${said}`);
  return (run.output[3]?.toString('utf8') ?? '')
    .split('\u0001')
    .filter((call) => call !== '')
    .map((call) => parse(call.split('\0').slice(0, -1)));
}

/** The options of each call of a command. */
export const to = (called: readonly Called[], words: string): readonly Called['options'][] =>
  called.filter((it) => it.words.join(' ') === words).map(({ options }) => options);

/** What tells whether something is there: in an empty world it fails, or finds nothing, until something is made. */
const standIns = ['aws', 'az', 'gcloud', 'kubectl']
  .map(
    (name) => `${name}() {
  printf '%s\\0' ${name} "$@" >&3; printf '\\001' >&3
  if [ -n "$strange" ]; then case "$*" in *"$strange"*) printf 'somebody'; return 0 ;; esac; fi
  case "$world ${name} $*" in
    'made az ad app '*'credential list'*) return 0 ;;
    'empty aws iam get-role '*--query=*) ;;
    'empty aws iam get-outbound'*--query=*) printf 'https://asked.tokens.sts.global.api.aws'; return 0 ;;
    *'aws sts get-caller-identity'*) printf '111122223333'; return 0 ;;
    'empty '*' list '*) return 0 ;;
    'empty aws iam get-'*|'empty aws eks describe-'*|'empty aws events describe-'*|'empty az '*' show '*--federated*) return 1 ;;
    'empty gcloud iam '*' describe '*) return 1 ;;
  esac
  printf 'from-${name}'
}`,
  )
  .join('\n');

function parse(words: readonly string[]): Called {
  const options = words.flatMap((word) => {
    const [, name, value = ''] = /^--([a-z-]+)(?:=([^]*))?$/.exec(word) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  });
  return { words: words.filter((word) => !word.startsWith('--')), options: Object.fromEntries(options) };
}
