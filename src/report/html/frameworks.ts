import { standings, type FrameworkPage } from '../requirements.ts';
import { html, type Markup } from './markup.ts';
import { strip, stripLegend } from './strip.ts';
import { table } from './table.ts';

/** Every framework that is satisfied or not, requirement by requirement; those of which nothing is in scope stay folded. */
export const frameworksSection = (pages: readonly FrameworkPage[]): Markup | undefined =>
  pages.length === 0
    ? undefined
    : html`<section><h2>Frameworks</h2>
        <p class="soft">Met is only what was judged whole and found good. What was not read, is switched off or still to come is not assessed; manual is what only a person can say. A square is a requirement, in the order of the framework: ${stripLegend}.</p>
        ${pages.map(pageOf)}</section>`;

function pageOf({ title, edition, rows, counts }: FrameworkPage): Markup {
  const said = standings.filter((it) => counts[it] > 0).map((it) => `${counts[it]} ${it}`);
  const cells = rows.map(
    ({ id, standing, passed, failed, waived, unknown, rules, why }) =>
      [id, standing, passed, failed, waived, unknown, [...rules, ...(why === '' ? [] : [why])].join('; ')] as const,
  );
  const heads = ['Requirement', 'Standing', 'Passed', 'Failed', 'Waived', 'Unknown', 'Rules and why'];
  const isInScope = counts.met + counts['not met'] + counts.waived > 0;
  return html`<details><summary>${title} ${edition}: ${said.join(', ')}</summary>${table(heads, cells)}</details>${isInScope ? strip({ title, rows }) : undefined}`;
}
