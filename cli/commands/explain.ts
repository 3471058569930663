import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { customPage } from '#app/policy/explain-custom';
import { reasons } from '#app/reasons';
import type { AnyRule } from '#engine/any-rule';
import { forTerminal } from '#lib/escape/terminal';
import { nearest } from '#lib/text';
import { customControl, ShoalwatchError } from '#model';
import { foldText } from '#report/fold';
import { ruleProviders, rules as shipped } from '#rules/catalog.gen';
import { controls as shippedControls } from '#rules/controls';
import { end } from '../arguments.ts';
import { knownRules } from '../known-rules.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { terminal } from '../terminal.ts';

const controls = [...shippedControls, customControl];

const pages = join(import.meta.dirname, '../../docs/rules');

/** Adds `explain`: a rule with its cases, the rules of a control, or what the reason of an `unknown` means. */
export function addExplain(program: Command): void {
  withPlace(program.command('explain'))
    .description('explain a rule, a control, or the reason of an unknown')
    .argument('<name>', 'the id of a rule or a control, or a reason such as denied')
    .option('--config <file>', 'the config file with your own rules (default: shoalwatch.yaml, where there is one)')
    .action(async (name: string, { config, ...options }: PlaceOptions & { readonly config?: string }) => {
      // What ships is explained whatever the config file says.
      const rules = /^custom(-|$)/.test(name) ? await knownRules(placeOf(options), config) : shipped;
      const text = await (rulePage(name, rules) ?? controlText(name, rules) ?? reasonText(name));
      if (text === undefined) throw unknownName(name, rules);
      const out = terminal();
      await out.page(foldText(forTerminal(text), out.screen.width));
      end({ code: 0, why: name });
    });
}

function rulePage(name: string, rules: readonly AnyRule[]): Promise<string> | string | undefined {
  const rule = rules.find(({ id, aliases = [] }) => id === name || aliases.includes(name));
  if (!rule) return undefined;
  if (rule.custom) return customPage(rule, rule.custom);
  return readFile(join(pages, `${rule.id}.gen.md`), 'utf8').then((page) => page.replace(/^<!--.*-->\n+/, ''));
}

function controlText(name: string, rules: readonly AnyRule[]): string | undefined {
  const control = controls.find(({ id }) => id === name);
  if (!control) return undefined;
  const own = rules.filter((rule) => rule.control === name);
  const lines = own.map(({ id, title }) => `  ${ruleProviders[id] ?? 'yours'}  ${id}: ${title}`);
  const served = lines.length > 0 ? lines : ['  none yet'];
  return `${control.title}\n\ncontrol   ${control.id}\ncategory  ${control.category}\n\nRULES\n${served.join('\n')}\n`;
}

function reasonText(name: string): string | undefined {
  const found = Object.entries(reasons).find(([reason]) => reason === name)?.[1];
  return found && `unknown: ${name}\n\n${found.means}\n\nCURE  ${found.cure}\n`;
}

function unknownName(name: string, rules: readonly AnyRule[]): ShoalwatchError {
  const ids = rules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])]);
  const meant = nearest(name, [...ids, ...controls.map(({ id }) => id), ...Object.keys(reasons)]);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return new ShoalwatchError('usage', `no rule, control or reason is called "${name}".${hint}`, {
    cure: 'shoalwatch list rules',
  });
}
