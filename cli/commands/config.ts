import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { resolvedSettings, resolvedTargets } from '#app/config/resolved';
import { configSchema } from '#app/config/schema';
import { customRulesOf } from '#engine/custom/custom-rule';
import { typesOf } from '#engine/ruleset';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { ShoalwatchError } from '#model';
import { schemaVersion } from '#report/output';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

/** Adds `config validate`, `config show` and `config schema`. */
export function addConfig(program: Command): void {
  const config = program.command('config').description('check the config file, or print its schema');
  config
    .command('validate')
    .argument('[file]', 'the config file', 'shoalwatch.yaml')
    .action(async (file: string) => {
      await loadSettings(file, rules);
      end({ code: 0, why: `${file} is valid` });
    });
  config
    .command('show')
    .description('print the targets and every setting of every rule, and where each comes from')
    .argument('[file]', 'the config file')
    .option('--json', 'print one JSON document')
    .action(async (named: string | undefined, { json }: { json?: boolean }) => {
      const { config, policy, file } = await loadSettings(named, rules);
      const at = new Date(clock.now()).toISOString();
      const all = [...rules, ...customRulesOf(policy, typesOf(rules))];
      const settings = [...resolvedTargets(config), ...resolvedSettings(all, policy, at)];
      const out = terminal();
      await (json
        ? out.data(`${forJson({ schemaVersion, file: file ?? null, settings }, 2)}\n`)
        : out.page(settings.map(({ setting, value, from }) => `${setting}: ${lineOf(value)}  # ${from}\n`).join('')));
      end({ code: 0, why: file === undefined ? 'no shoalwatch.yaml: the defaults' : file });
    });
  config.command('schema').action(async () => {
    await terminal().data(`${JSON.stringify(z.toJSONSchema(configSchema(rules), { io: 'input' }), null, 2)}\n`);
    end({ code: 0, why: 'the JSON Schema of shoalwatch.yaml' });
  });
}

const lineOf = (value: unknown): string => forTerminalLine(JSON.stringify(value));

const template = `# yaml-language-server: $schema=./docs/shoalwatch.schema.gen.json
version: 1
# What is audited instead of what your credentials reach: accounts by a role to assume there, a whole organization, a
# management group, folders.
# targets:
#   aws:
#     - {account: "123456789012", role: shoalwatch-read, externalId: change-me, regions: [eu-west-1], environment: prod}
#     - {organization: true, units: [ou-abcd-12345678], exclude: ["999999999999"], role: shoalwatch-read}
#   azure: [{managementGroup: shop-prod, exclude: []}]
#   gcp: [{folder: "123456", exclude: []}]
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
