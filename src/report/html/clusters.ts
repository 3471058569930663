import type { Control, Judgement, ResourceRef } from '#model';
import { redactSecrets } from '#lib/text';
import type { Report } from '../model.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

/**
 * Each cluster with what is inside of it: how long its Kubernetes is supported, and how it stands in each category of controls.
 * Nothing where no cluster was found, or nobody said which controls there are.
 */
export function clustersSection({ scan, rules, controls = [] }: Report): Markup | undefined {
  const clusters = scan.resources.filter(({ type }) => type.endsWith('.cluster'));
  if (clusters.length === 0 || controls.length === 0) return undefined;
  const byId = new Map(controls.map((control) => [control.id, control]));
  const controlOf = ({ rule }: Judgement): Control | undefined => byId.get(rules.get(rule)?.control ?? '');
  const categories = [...new Set(controls.map(({ category }) => category))];
  const rows = clusters.map((cluster) => {
    const own = scan.judgements.filter((it) => isOf(cluster, it));
    const support = own.find((it) => controlOf(it)?.id === 'kubernetes-supported');
    const cells = categories.map((category) => standing(own.filter((it) => controlOf(it)?.category === category)));
    return [cluster.name, redactSecrets(support?.message ?? ''), ...cells] as const;
  });
  return html`<section><h2>Clusters</h2>
    <p class="soft">✕ fails, ? unknown, ✓ all that was judged passes, and – nothing was to be judged; of the cluster and of what is in it.</p>
    <div class="chart">${table(['Cluster', 'Kubernetes', ...categories], rows)}</div></section>`;
}

const isOf = ({ id, target }: ResourceRef, { resource }: Judgement): boolean =>
  resource.target === `k8s:${id}` || (resource.id === id && resource.target === target);

function standing(own: readonly Judgement[]): Markup {
  const count = (verdict: Judgement['verdict']): number => own.filter((it) => it.verdict === verdict).length;
  const [fails, unknowns, passes] = [count('fail'), count('unknown'), count('pass')];
  if (fails + unknowns === 0) return passes > 0 ? html`<span class="ok">✓</span>` : html`–`;
  const failing = fails > 0 ? html`<b class="critical">✕ ${fails}</b> ` : undefined;
  return html`${failing}${unknowns > 0 ? html`<span class="unread">? ${unknowns}</span>` : undefined}`;
}
