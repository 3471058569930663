import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { round, type Figure, type Options } from '../figures.ts';
import { billBombs } from './bill-bombs.ts';
import { customBombs } from './custom-bombs.ts';
import type { Refused } from './s3-child.ts';

/** What a bomb may cost. The heap of the process that meets it is limited: what asks for more ends it. */
const bounds = { seconds: 10, heapMB: 512, peakMB: 700 };

interface Bomb {
  readonly name: string;
  readonly file: string;
  readonly through: 'files' | 'config' | 'policies' | 'custom' | 'bills';
  readonly parts: () => Iterable<string>;
}

const megabyte = 1024 * 1024;

const bombs: readonly Bomb[] = [
  {
    name: '100 MB of JSON',
    file: 'large.json',
    through: 'files',
    parts: () => listOf('{"kind":"Pod"},', 100 * megabyte),
  },
  {
    name: '40 MB of JSON objects',
    file: 'full.json',
    through: 'files',
    parts: () => listOf('{"a":{}},', 40 * megabyte),
  },
  {
    name: '45 MB of one JSON text',
    file: 'text.json',
    through: 'files',
    parts: () => ['{"kind":"', ...repeated('x'.repeat(1000), 45 * 1024), '"}'],
  },
  {
    name: 'JSON nested 100,000 deep',
    file: 'deep.json',
    through: 'files',
    parts: () => [...repeated('[', 100_000), ...repeated(']', 100_000)],
  },
  {
    name: 'JSON objects nested 100,000 deep',
    file: 'deep-objects.json',
    through: 'files',
    parts: () => [...repeated('{"a":', 100_000), '1', ...repeated('}', 100_000)],
  },
  {
    name: 'YAML nested 100,000 deep',
    file: 'deep.yaml',
    through: 'files',
    parts: () => [...repeated('[', 100_000), ...repeated(']', 100_000)],
  },
  {
    name: 'a million YAML aliases',
    file: 'aliases.yaml',
    through: 'files',
    parts: () => ['a: &a x\nb:\n', ...repeated('- *a\n', 1_000_000)],
  },
  { name: 'YAML aliases that unfold', file: 'laughs.yaml', through: 'files', parts: laughs },
  {
    name: '100 MB of YAML',
    file: 'large.yaml',
    through: 'files',
    parts: () => repeated('- { kind: Pod }\n', 100 * 65_536),
  },
  {
    name: '100,000 YAML documents',
    file: 'many.yaml',
    through: 'files',
    parts: () => repeated('---\na: 1\n', 100_000),
  },
  {
    name: 'a million YAML keys',
    file: 'keys.yaml',
    through: 'files',
    parts: () => Array.from({ length: 250_000 }, (_, i) => `k${i}: 1\n`),
  },
  {
    name: 'wildcards that repeat in IAM documents',
    file: 'wild.json',
    through: 'policies',
    parts: () => [wildcards()],
  },
  {
    name: 'expressions that run away in IAM documents',
    file: 'runaway.json',
    through: 'policies',
    parts: () => [runaways()],
  },
  { name: 'addresses that almost match', file: 'addresses.json', through: 'files', parts: () => [addresses(20_000)] },
  { name: 'a name of a million letters', file: 'name.json', through: 'files', parts: () => [longName(1_000_000)] },
  {
    name: 'config: 100 MB',
    file: 'large-config.yaml',
    through: 'config',
    parts: () => repeated('# nothing to see here, move along\n', 100 * 32_768),
  },
  {
    name: 'config: nested 100,000 deep',
    file: 'deep-config.yaml',
    through: 'config',
    parts: () => ['version: ', ...repeated('[', 100_000)],
  },
  {
    name: 'config: a million aliases',
    file: 'aliases-config.yaml',
    through: 'config',
    parts: () => ['version: &a 1\nwaivers:\n', ...repeated('- *a\n', 1_000_000)],
  },
  { name: 'config: aliases that unfold', file: 'laughs-config.yaml', through: 'config', parts: laughs },
  {
    name: 'config: 250,000 unknown keys',
    file: 'keys-config.yaml',
    through: 'config',
    parts: () => Array.from({ length: 250_000 }, (_, i) => `k${i}: 1\n`),
  },
  ...customBombs,
  ...billBombs,
];

/** Files made to use up time or memory: each is met by a process of its own with little memory. */
export async function s3({ say }: Options, folder: string): Promise<Figure> {
  const room = join(folder, 'bombs');
  await mkdir(room, { recursive: true });
  const met = [];
  for (const bomb of bombs) {
    say(`S3 ${bomb.name}`);
    const path = join(room, bomb.file);
    await write(path, bomb.parts());
    met.push({ ...bomb, ...(await meet(path, bomb.through)) });
  }
  const slow = met.filter(({ seconds = 0, hangs }) => hangs === true || seconds > bounds.seconds);
  const crash = met.filter(({ seconds, hangs }) => seconds === undefined && hangs !== true);
  const peakMB = Math.round(Math.max(...met.map((it) => it.peakMB ?? 0)));
  return {
    id: 'S3',
    counts: { bombs: met.length, crash: crash.length, hang: slow.length, peakMB },
    table: [
      ['bomb', 'seconds', 'peak MB', 'said'],
      ...met.map((it) => [
        it.name,
        it.seconds === undefined ? '-' : round(it.seconds),
        Math.round(it.peakMB ?? 0),
        it.said,
      ]),
    ],
    missed: [
      ...crash.map(({ name }) => `${name} ended the process`),
      ...slow.map(({ name, seconds }) => `${name} took ${seconds === undefined ? 'over 60' : round(seconds)} s`),
      ...(peakMB > bounds.peakMB ? [`${peakMB} MB > ${bounds.peakMB} MB`] : []),
    ],
  };
}

type Met = { readonly said: string; readonly hangs?: boolean } & Partial<Refused>;

async function meet(path: string, through: Bomb['through']): Promise<Met> {
  const child = fork(fileURLToPath(new URL('./s3-child.ts', import.meta.url)), [path, through], {
    execArgv: [`--max-old-space-size=${bounds.heapMB}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: 60_000,
  });
  return new Promise((resolve) => {
    let met: Met | undefined;
    child.on('message', (refused: Refused) => {
      met = refused;
    });
    child.on('exit', (code, signal) => {
      const end =
        signal === 'SIGTERM'
          ? { said: 'not done after 60 s', hangs: true }
          : { said: `ended: ${signal ?? String(code)}` };
      resolve(met ?? end);
    });
  });
}

async function write(path: string, parts: Iterable<string>): Promise<void> {
  const file = createWriteStream(path);
  let held = '';
  for (const part of parts) {
    held += part;
    if (held.length < megabyte) continue;
    if (!file.write(held)) await once(file, 'drain');
    held = '';
  }
  file.end(held);
  await finished(file);
}

function* repeated(part: string, times: number): Generator<string> {
  for (let at = 0; at < times; at += 1) yield part;
}

function* listOf(part: string, bytes: number): Generator<string> {
  yield '[';
  yield* repeated(part, Math.floor(bytes / part.length));
  yield '0]';
}

function laughs(): string[] {
  const lines = Array.from(
    { length: 12 },
    (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]\n`,
  );
  return ['a0: &a0 [lol]\n', ...lines];
}

/** Actions and resources for the statements of every IAM document: `*` and `?` are all that IAM knows. */
const patterns = (endings: readonly string[]): string => {
  const services = ['sts', 'ec2', 'iam', 's3', 'kms', 'eks', 'ssm', 'secretsmanager'];
  const actions = services.flatMap((service) => endings.map((ending) => `${service}:${ending}`));
  return JSON.stringify({ actions, resources: endings.map((ending) => `arn:aws:s3:::${ending}`) });
};

const wildcards = (): string =>
  patterns(['*a'.repeat(30), '*e*?'.repeat(30), '?*'.repeat(200), `${'*'.repeat(3000)}z`]);

const runaways = (): string => patterns(['((([a-z]+)+)+)+!', '(.*)*(.*)*(.*)*!', '(([a-z]|[a-z]+)+)+!', '[', '(']);

function addresses(count: number): string {
  const IpRanges = Array.from({ length: count }, (_, at) => ({ CidrIp: `${'1'.repeat(at % 300)}.0.0.0/${at}` }));
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges }];
  return JSON.stringify({
    SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'g', VpcId: 'vpc-1', OwnerId: '111122223333', IpPermissions }],
  });
}

function longName(letters: number): string {
  const name = 'a-'.repeat(letters / 2);
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: name },
    spec: { containers: [{ name, image: `${name}/${name}:${name}` }] },
  });
}
