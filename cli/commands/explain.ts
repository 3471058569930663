import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { forTerminal } from '#lib/escape/terminal';
import { nearest } from '#lib/text';
import { ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { terminal } from '../terminal.ts';

const pages = join(import.meta.dirname, '../../docs/rules');

/** Adds `explain`: why a rule is there, how it judges, its parameters, its fix, and cases of each verdict. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('explain a rule: why, how it is judged, how it is fixed')
    .argument('<rule>')
    .action(async (id: string) => {
      const rule = rules.find((it) => it.id === id || it.aliases?.includes(id));
      if (!rule) throw unknownRule(id);
      const page = await readFile(join(pages, `${rule.id}.gen.md`), 'utf8');
      await terminal().data(forTerminal(page.replace(/^<!--.*-->\n+/, '')));
      end({ code: 0, why: rule.id });
    });
}

function unknownRule(id: string): ShoalwatchError {
  const ids = rules.map((rule) => rule.id);
  const meant = nearest(id, ids);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return new ShoalwatchError('usage', `no rule is called "${id}".${hint}`, { cure: 'shoalwatch list rules' });
}
