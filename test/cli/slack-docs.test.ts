import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { follow, openDesk, type Desk, type Running } from './run.ts';

const root = join(import.meta.dirname, '../..');
const example = 'https://abc123.execute-api.eu-west-1.amazonaws.com';

let desk: Desk;
let standIn: Running;
let watch: Running;
let shell: Readonly<Record<string, string>>;
let page: string;

const run = new Set<string>();

/** What the document writes after `npx shoalwatch`; ports and the example's address are those of this machine. */
function written(command: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  run.add(`npx shoalwatch ${command}`);
  return changes.reduce((words, [from, to]) => words.replace(from, to), command);
}

beforeAll(async () => {
  desk = await openDesk();
  run.add('npm run slack:stand-in');
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const [node, ...script] = (scripts['slack:stand-in'] ?? '').split(' ');
  expect(node).toBe('node');
  standIn = follow(spawn(process.execPath, [...script, '--port', '0'], { cwd: root }));
  const printed = await standIn.told('What is pressed goes to');
  page = /^Slack stand-in: (\S+)/.exec(printed)?.[1] ?? '';
  await desk.write('shoalwatch.yaml', /\n(version: 1\n[^]*?)\nIn the shell/.exec(printed)?.[1] ?? '');
  shell = Object.fromEntries(
    [...printed.matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  for (const name of Object.keys(shell)) run.add(`export ${name}=`);
  const command = written('watch --slack-port 8485', ['8485', '0']);
  watch = desk.start(`${command} --port 0`, shell);
  await watch.told('clicks are taken at http');
}, 60_000);

afterAll(async () => {
  watch.child.kill('SIGKILL');
  standIn.child.kill('SIGKILL');
  await desk.close();
});

describe('the document about Slack, from nothing to the test card', () => {
  it('looks at the messages first', async () => {
    const { code } = await desk.run(written('slack preview'));
    expect(code).toBe(0);
    expect(await desk.read('shoalwatch-report/slack.html')).toContain('CRITICAL');
  });

  it('makes the app', async () => {
    const { code, out } = await desk.run(written(`slack manifest --url ${example}`));
    expect([code, out.includes(`${example}/slack/interactions`)]).toEqual([0, true]);
  });

  it('posts the test card on the stand-in', async () => {
    const { code, last } = await desk.run(written('slack verify --channel C0ONCALL'), shell);
    expect([code, last]).toEqual([0, 'exit 0: everything works: look at the test card in C0ONCALL']);
    expect(await (await fetch(page)).text()).toContain('Test message');
  });

  it.each([
    ['the stack', `slack verify --url ${example}`, example],
    ['the process that watches', 'slack verify --url http://127.0.0.1:8485', 'http://127.0.0.1:8485'],
  ])('asks %s as Slack would', async (_name, command, address) => {
    const url = /clicks are taken at (http:\S+)/.exec(await watch.told('clicks are taken at'))?.[1] ?? '';
    const { code, out } = await desk.run(written(command, [address, url]), shell);
    expect(out).not.toContain('✘');
    expect([code, out.includes('refuses what is not signed')]).toEqual([0, true]);
  });

  it('has no command that was not run here', async () => {
    const text = await readFile(join(root, 'docs/slack.md'), 'utf8');
    const blocks = [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap(([, language, block = '']) =>
      language === '' ? block.trim().split('\n') : [],
    );
    const commands = blocks.map((line) => line.replace(/^(export \w+=).*/, '$1').trim());
    expect(commands.length).toBeGreaterThan(6);
    expect(commands.filter((it) => !run.has(it))).toEqual([]);
  });
});
