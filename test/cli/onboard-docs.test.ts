import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calledBy } from '../report/onboard/run-script.ts';
import { openDesk, type Desk } from './run.ts';

const page = await readFile(join(import.meta.dirname, '../../docs/remediation.md'), 'utf8');
const [, section = ''] = /\n## Setting up who may change something\n([^]*?)\n## /.exec(page) ?? [];
const commands = [...section.matchAll(/^shoalwatch (onboard .+)$/gm)].map(([, args = '']) => args);
const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(section) ?? [];

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe('the page on fixes', () => {
  it('shows how every platform gets its remediator', () => {
    const shown = commands.filter((it) => it.includes('--remediator')).map((it) => it.split(' ')[1]);
    expect(shown).toEqual(['aws', 'azure', 'gcp', 'cluster']);
  });

  it.concurrent.each(commands)('prints commands that a shell takes, and run to their end: %s', async (args) => {
    const { code, out } = await desk.run(args);
    expect(code).toBe(0);
    expect(spawnSync('bash', ['-n'], { input: out }).stderr.toString()).toBe('');
    for (const world of ['empty', 'made'] as const) expect(calledBy(out, world).length).toBeGreaterThan(2);
  });

  it.concurrent.each(commands)('prints Terraform that parses: %s', async (args) => {
    const { code, out } = await desk.run(`${args} --format terraform`);
    expect(code).toBe(0);
    await expect(parseHcl('main.tf', out)).resolves.toHaveProperty('resource');
  });

  it('shows a config that is taken as it stands', async () => {
    const shown = await openDesk({ 'shoalwatch.yaml': `version: 1\n${yaml}` });
    const { code, out } = await shown.run('config show');
    await shown.close();
    expect(code).toBe(0);
    for (const name of ['aws.0.remediator: "shoalwatch-', 'azure.0.remediator: "', 'gcp.0.remediator: "shoalwatch-'])
      expect(out).toContain(name);
  });
});
