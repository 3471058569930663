import type { Command } from 'commander';
import { rulesetDigest } from '#engine/ruleset';
import { forJson } from '#lib/escape/json';
import { schemaVersion } from '#report/output';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { terminal } from '../terminal.ts';
import { version } from '../version.ts';

/** Adds `version`: of the program, its rules and its output. */
export function addVersion(program: Command): void {
  program
    .command('version')
    .description('the versions of the program, its rules and its output')
    .option('--json', 'print one JSON document')
    .action(async ({ json }: { json?: boolean }) => {
      const all = { version, rules: rules.length, rulesetDigest: rulesetDigest(rules), node: process.version };
      const text = Object.entries(all).map(([name, value]) => `${name} ${value}\n`);
      await terminal().data(json ? `${forJson({ schemaVersion, ...all }, 2)}\n` : text.join(''));
      end({ code: 0, why: version });
    });
}
