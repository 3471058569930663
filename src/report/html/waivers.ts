import type { Audited } from '#engine/waivers/waiver-audit';
import type { Registered } from '#engine/waivers/waiver-register';
import { plural, redactSecrets } from '#lib/text';
import { formatTime } from '#lib/time';
import type { Instant } from '#model';
import type { Report } from '../model.ts';
import { coverWords, standingWords } from '../waivers.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const heads = ['Waiver', 'Status', 'Accepts', 'Owner', 'Requested', 'Decided', 'Why', 'Ends'];

/** The register of accepted risks, and what should be looked at in it; nothing where nobody looked it up. */
export const waiversSection = ({ waivers, audit = [] }: Pick<Report, 'waivers' | 'audit'>): Markup | undefined =>
  waivers &&
  html`<section><h2>Waiver register</h2>
    <p class="soft">A waived finding is an accepted fail. It counts as open again from the second on in which its waiver ends or is revoked.</p>
    ${waivers.length === 0 ? html`<p>No risk was accepted.</p>` : table(heads, waivers.map(rowOf))}
    ${audit.length === 0 ? undefined : html`<h3>To look at</h3>${table(['Waiver', 'Issue', 'What'], audit.map(remarkOf))}`}</section>`;

function rowOf(it: Registered) {
  const { id, rule, scope, hidden, requester, requestedAt, renewals, said } = it;
  const { reason, control, ticket } = said;
  return [
    id,
    lines([standingWords(it), plural(renewals, 'renewal')]),
    lines([rule, coverWords(scope), `hides ${plural(hidden.length, 'finding')}`]),
    said.owner,
    lines(acted(requester, requestedAt)),
    lines(decisionOf(it)),
    lines([
      redactSecrets(reason),
      ...(control === undefined ? [] : [`instead: ${redactSecrets(control)}`]),
      ticket ?? '',
    ]),
    formatTime(said.until),
  ] as const;
}

/** Who decided last. A waiver of the file was approved by whoever merged it, and nobody knows when. */
function decisionOf({ approver, approvedAt, ended }: Registered): readonly string[] {
  const { kind, by, at, why } = ended ?? {};
  const refusal = kind === undefined ? [] : [kind, ...acted(by, at), redactSecrets(why ?? '')];
  return [...(approver === undefined ? [] : ['approved', ...acted(approver, approvedAt)]), ...refusal];
}

const acted = (by = '', at?: Instant): readonly string[] => [by, ...(at === undefined ? [] : [formatTime(at)])];

const remarkOf = ({ waiver, issue, message }: Audited) => [waiver, issue, message] as const;

const lines = (texts: readonly string[]): Markup =>
  html`${texts.filter((it) => it !== '').map((text, i) => (i === 0 ? html`${text}` : html`<br />${text}`))}`;
