import { redactSecrets } from '#lib/text';
import type { Report } from '../model.ts';
import { countWays, exposedText, portsText } from '../ways.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const heads = ['From', 'Ports', 'To', 'Through', 'Exposed', 'Target'];

/** More rows than these stand in `inventory ports`. */
const most = 200;

/** Which source reaches which port of what, those of the internet first; nothing where nobody worked it out. */
export function waysSection({ ways }: Report): Markup | undefined {
  if (!ways) return undefined;
  const rows = ways.ways.slice(0, most).map((it) => {
    return [it.from.join(', '), portsText(it), it.to, it.through, exposedText(it), it.of.target] as const;
  });
  const missed = ways.unread.slice(0, most).map(({ of, types, why }) => {
    return [of.name, types.join(', '), redactSecrets(why.message)] as const;
  });
  return html`<section><h2>Ways in</h2>
    <p class="soft">${countWays(ways)}. Exposed says whether what is reached has a public address.</p>
    <details><summary>Who reaches which port of what, and through what</summary>${table(heads, rows)}
    ${ways.ways.length > most ? html`<p class="soft">and ${ways.ways.length - most} more: shoalwatch inventory ports</p>` : undefined}</details>
    ${missed.length === 0 ? undefined : html`<details><summary>What may open more, and was not read</summary>${table(['Where', 'Type', 'Why'], missed)}</details>`}</section>`;
}
