import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programOf } from '../../cli/program.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDeskHere();
});
afterAll(() => desk.close());

const program = await programOf();

describe('wrong usage', () => {
  it.concurrent.each([
    [
      'scan --fail-on hgih',
      'error: unknown severity "hgih" for --fail-on. Did you mean "high"?  (critical, high, medium, low, none)',
    ],
    ['scna', 'error: unknown command "scna". Did you mean "scan"?'],
    ['scan --fail-onn high', 'error: unknown option "--fail-onn". Did you mean "--fail-on"?'],
    [
      'scan --providers awz',
      'error: unknown provider "awz" for --providers. Did you mean "aws"?  (aws, azure, gcp, kubernetes)',
    ],
    [
      'list rulez',
      'error: unknown subject "rulez" for list. Did you mean "rules"?  (rules, frameworks, remediations, targets)',
    ],
    ['explain', 'error: missing required argument "name"'],
    ['scan --from estate --verdicts', 'error: --verdicts says what a JSON document holds, and none was asked for'],
    [
      'explain k8s-run-as-rot',
      'error: no rule, control or reason is called "k8s-run-as-rot". Did you mean "k8s-run-as-root"?',
    ],
  ])('%s says what was meant', async (args, first) => {
    const { code, out, err, last } = await desk.run(args);
    expect([code, out, err.split('\n')[0], last]).toEqual([2, '', first, 'exit 2: usage error']);
  });

  it('a port that another process listens on is named', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = (taken.address() as AddressInfo).port;
    const { code, err, last } = await desk.run(`watch --quiet --port ${port} --store taken`);
    taken.close();
    expect([code, last]).toEqual([2, 'exit 2: usage error']);
    expect(err).toContain(`error: port ${port} cannot be used: another process listens there\n  do: name another with`);
  });

  it.concurrent('no command at all shows the commands', async () => {
    const { code, out, err, last } = await desk.run('');
    expect([code, out, last]).toEqual([2, '', 'exit 2: no command was given']);
    expect(err).toContain('Commands:');
  });

  it.concurrent('a path that is not there is named with what is wrong', async () => {
    const { code, err, last } = await desk.run('scan --from nowhere');
    expect([code, last]).toEqual([2, 'exit 2: usage error']);
    expect(err).toContain('error: nowhere cannot be used: there is no such file or folder');
  });
});

describe('help', () => {
  it.concurrent.each([
    ['--help', 'Usage: shoalwatch [options] [command]'],
    ['scan --help', 'Usage: shoalwatch scan [options]'],
  ])('shoalwatch %s ends well', async (args, first) => {
    const { code, out, last } = await desk.run(args, { COLUMNS: '60' });
    expect([code, out.split('\n')[0], last]).toEqual([0, first, 'exit 0: help']);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(60);
  });
  it.each(program.commands.map((command) => [command.name(), command] as const))(
    '%s describes itself, its arguments and its options',
    (name, command) => {
      expect(command.helpInformation()).toContain(`Usage: shoalwatch ${name}`);
      expect(command.description()).not.toBe('');
      const undescribed = [...command.options, ...command.registeredArguments].filter(
        ({ description }) => !description,
      );
      expect(undescribed).toEqual([]);
    },
  );
  it.concurrent('the version is data', async () => {
    const { code, out, last } = await desk.run('--version');
    expect([code, out, last]).toEqual([0, '0.1.0\n', 'exit 0: the version']);
  });
});

it.concurrent('a store that is not there is never made by a question', async () => {
  const { code, err, last } = await desk.run('inventory --store none-here');
  expect([code, last]).toEqual([2, 'exit 2: store error']);
  expect(err).toContain('error: there is no store at none-here');
  expect(existsSync(desk.at('none-here'))).toBe(false);
});
