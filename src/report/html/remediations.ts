import { formatTime } from '#lib/time';
import { redactSecrets } from '#lib/text';
import type { Remediation, Said } from '#model';
import type { Report } from '../model.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const heads = ['Plan', 'State', 'Fixes', 'Resource', 'Proposed', 'Decided', 'Made'];

/** Every plan of a fix and what became of it; nothing where nobody looked them up, or none was ever made. */
export const remediationsSection = ({ remediations = [] }: Report): Markup | undefined =>
  remediations.length === 0
    ? undefined
    : html`<section><h2>Fixes</h2>${table(heads, remediations.map(rowOf))}</section>`;

function rowOf(it: Remediation) {
  const { plan, state, approved, rejected, undo, finishedAt, why } = it;
  const made = finishedAt === undefined ? '' : `${it.made} of ${plan.steps.length} steps, ${formatTime(finishedAt)}`;
  return [
    plan.id,
    [state, why]
      .filter(Boolean)
      .map((text) => redactSecrets(String(text)))
      .join(': '),
    `${plan.rule} (${plan.finding})`,
    plan.resource.name,
    `${plan.proposedBy}, ${formatTime(plan.proposedAt)}`,
    [said('approved', approved), said('rejected', rejected), said('undone', undo)].filter(Boolean).join('; '),
    made,
  ] as const;
}

const said = (what: string, it: Said | undefined): string =>
  it === undefined ? '' : `${what} by ${it.by}, ${formatTime(it.at)}`;
