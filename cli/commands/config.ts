import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { configSchema } from '#app/config/schema';
import { ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';

/** Adds `config validate` and `config schema`. */
export function addConfig(program: Command): void {
  const config = program.command('config').description('check the config file, or print its schema');
  config
    .command('validate')
    .argument('[file]', 'the config file', 'shoalwatch.yaml')
    .action(async (file: string) => {
      await loadSettings(file, rules);
      end({ code: 0, why: `${file} is valid` });
    });
  config.command('schema').action(async () => {
    await terminal().data(`${JSON.stringify(z.toJSONSchema(configSchema(rules), { io: 'input' }), null, 2)}\n`);
    end({ code: 0, why: 'the JSON Schema of shoalwatch.yaml' });
  });
}

const template = `# yaml-language-server: $schema=./docs/shoalwatch.schema.gen.json
version: 1
# What is audited besides what your credentials reach: more AWS accounts, by a role to assume there.
# targets:
#   aws:
#     - {account: "123456789012", role: shoalwatch-read, externalId: change-me, regions: [eu-west-1], environment: prod}
policy:
  # Deny wins; a reason is mandatory, until is optional.
  deny: {vmImages: [], cves: []}
  rules:
    eks-endpoint-public-cidr-open: {params: {allowedCidrs: []}}
waivers: []
`;

/** Adds `init`: writes a config file to begin with; one that is there is never overwritten. */
export function addInit(program: Command): void {
  program
    .command('init')
    .description('write a shoalwatch.yaml to begin with')
    .option('--yes', 'ask nothing')
    .action(async () => {
      try {
        await writeFile('shoalwatch.yaml', template, { flag: 'wx' });
      } catch (cause) {
        if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
        throw new ShoalwatchError('config', 'shoalwatch.yaml is there already, and is never overwritten', {
          cure: 'move it away, or check it with shoalwatch config validate',
          cause,
        });
      }
      end({ code: 0, why: 'shoalwatch.yaml is written; next: shoalwatch doctor' });
    });
}
