import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { forTerminal } from '#lib/escape/terminal';
import { nearest } from '#lib/text';
import { ShoalwatchError } from '#model';
import { foldText } from '#report/fold';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { terminal } from '../terminal.ts';

const pages = join(import.meta.dirname, '../../docs/rules');

/** Adds `explain`: why a rule is there, how it judges, its parameters, its fix, and cases of each verdict. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('explain a rule: why, how it is judged, how it is fixed')
    .argument('<rule>', 'its id, or an older id of it')
    .action(async (id: string) => {
      const rule = rules.find((it) => it.id === id || it.aliases?.includes(id));
      if (!rule) throw unknownRule(id);
      const page = await readFile(join(pages, `${rule.id}.gen.md`), 'utf8');
      const out = terminal();
      await out.page(foldText(forTerminal(page.replace(/^<!--.*-->\n+/, '')), out.screen.width));
      end({ code: 0, why: rule.id });
    });
}

function unknownRule(id: string): ShoalwatchError {
  const meant = nearest(
    id,
    rules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])]),
  );
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return new ShoalwatchError('usage', `no rule is called "${id}".${hint}`, { cure: 'shoalwatch list rules' });
}
