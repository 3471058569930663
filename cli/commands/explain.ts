import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { reasons } from '#app/reasons';
import { forTerminal } from '#lib/escape/terminal';
import { nearest } from '#lib/text';
import { ShoalwatchError } from '#model';
import { foldText } from '#report/fold';
import { ruleProviders, rules } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { end } from '../arguments.ts';
import { terminal } from '../terminal.ts';

const pages = join(import.meta.dirname, '../../docs/rules');

/** Adds `explain`: a rule with its cases, the rules of a control, or what the reason of an `unknown` means. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('explain a rule, a control, or the reason of an unknown')
    .argument('<name>', 'the id of a rule or a control, or a reason such as denied')
    .action(async (name: string) => {
      const text = await (rulePage(name) ?? controlText(name) ?? reasonText(name));
      if (text === undefined) throw unknownName(name);
      const out = terminal();
      await out.page(foldText(forTerminal(text), out.screen.width));
      end({ code: 0, why: name });
    });
}

function rulePage(name: string): Promise<string> | undefined {
  const rule = rules.find(({ id, aliases = [] }) => id === name || aliases.includes(name));
  if (!rule) return undefined;
  return readFile(join(pages, `${rule.id}.gen.md`), 'utf8').then((page) => page.replace(/^<!--.*-->\n+/, ''));
}

function controlText(name: string): string | undefined {
  const control = controls.find(({ id }) => id === name);
  if (!control) return undefined;
  const own = rules.filter((rule) => rule.control === name);
  const lines = own.map(({ id, title }) => `  ${ruleProviders[id] ?? ''}  ${id}: ${title}`);
  const served = lines.length > 0 ? lines : ['  none yet'];
  return `${control.title}\n\ncontrol   ${control.id}\ncategory  ${control.category}\n\nRULES\n${served.join('\n')}\n`;
}

function reasonText(name: string): string | undefined {
  const found = Object.entries(reasons).find(([reason]) => reason === name)?.[1];
  return found && `unknown: ${name}\n\n${found.means}\n\nCURE  ${found.cure}\n`;
}

function unknownName(name: string): ShoalwatchError {
  const ids = rules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])]);
  const meant = nearest(name, [...ids, ...controls.map(({ id }) => id), ...Object.keys(reasons)]);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return new ShoalwatchError('usage', `no rule, control or reason is called "${name}".${hint}`, {
    cure: 'shoalwatch list rules',
  });
}
