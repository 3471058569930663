import { plural, redactSecrets } from '#lib/text';
import { formatTime } from '#lib/time';
import { placeOf, type Report, type Row } from '../model.ts';
import { html, type Markup } from './markup.ts';

/** How many cards there are, three in a row: more are a list, and that is below. */
const most = 9;

/** The gravest open findings, those of one rule in one place on one card; nothing where nothing grave is open. */
export function risksSection({ rows }: Report): Markup | undefined {
  const grave = rows.filter(
    ({ finding: { status, severity } }) => status === 'open' && (severity === 'critical' || severity === 'high'),
  );
  const cards = [...Map.groupBy(grave, ({ finding }) => `${finding.rule} ${placeOf(finding)}`).values()];
  if (cards.length === 0) return undefined;
  const rest = cards.slice(most).reduce((sum, own) => sum + own.length, 0);
  return html`<section><h2>Top risks</h2><div class="cards">${cards.slice(0, most).flatMap(cardOf)}</div>
    ${rest > 0 ? html`<p class="soft">and ${plural(rest, 'more critical or high finding')}, below</p>` : undefined}</section>`;
}

function cardOf([first, ...others]: readonly Row[]): readonly Markup[] {
  if (!first) return [];
  const { finding, title, why, fix } = first;
  const { change, severity, resource, id, message } = finding;
  const more = others.length === 0 ? '' : ` ${others.length} more of the kind.`;
  return [
    html`<article class="card"><h3><b class="${severity}">${severity.toUpperCase()}</b> ${placeOf(finding)}</h3>
    <p><a href="#f=${id}">${resource.name}</a>: ${redactSecrets(message)}${more}</p>
    <p class="soft">${why || title}</p>
    ${change ? html`<p class="soft">Changed by ${change.actor}, ${formatTime(change.at)}, by ${change.origin}.</p>` : undefined}
    ${fix === '' ? undefined : html`<p><b>Fix</b> ${fix}</p>`}</article>`,
  ];
}
