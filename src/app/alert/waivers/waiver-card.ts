import { riskOwnersOf } from '#engine/people/access';
import { isOpen } from '#engine/diff';
import { clusterOf, isInside } from '#engine/waivers/waiver-scope';
import { shortHash } from '#lib/hash';
import { severities, type Access, type Finding, type WaiverAsk, type WaiverRecord } from '#model';
import type { Named, RuleInView, TargetInView, WaiverView } from '#notify/views';
import { clusterName } from '../group-of.ts';
import { personOf } from '../cards/person.ts';

/** What the message of a request to accept a risk says. */
export type WaiverSays = Omit<WaiverView, 'id' | 'render' | 'style' | 'may'>;

/** What has to be known to say it. */
export interface WaiverFacts {
  readonly record: WaiverRecord;
  readonly findings: readonly Finding[];
  readonly rule: RuleInView;
  readonly access: Access;
  readonly targetOf: (id: string) => TargetInView;
}

/** The message of one request: another request for the same, later, is another message. */
export const waiverCardId = (waiver: string, { requestedAt }: Pick<WaiverAsk, 'requestedAt'>): string =>
  `n-ask-${shortHash(`${waiver} ${requestedAt}`, 10)}`;

/** What was asked for last, and what became of it. */
export function lastAsk({
  asked,
  granted,
  ended,
}: WaiverRecord): { readonly ask: WaiverAsk; readonly state: WaiverView['state'] } | undefined {
  if (asked) return { ask: asked, state: 'requested' };
  if (ended?.kind === 'denied' && ended.asked) return { ask: ended.asked, state: 'denied' };
  if (granted) return { ask: granted, state: ended?.kind === 'revoked' ? 'revoked' : 'granted' };
  return undefined;
}

/** What a waiver covers, the gravest first. */
export const coveredBy = (record: WaiverRecord, findings: readonly Finding[]): readonly Finding[] =>
  findings
    .filter((it) => it.rule === record.rule && isOpen(it) && isInside(record.scope, it))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));

/** What the message of the last request of a waiver says; undefined where it covers nothing that anybody knows. */
export function waiverSays(facts: WaiverFacts): WaiverSays | undefined {
  const { record, findings, rule, access, targetOf } = facts;
  const last = lastAsk(record);
  const covered = coveredBy(record, findings);
  const [head] = covered;
  if (!last || !head) return undefined;
  const { ask, state } = last;
  const by = riskOwnersOf(access, ask.upTo);
  return {
    ...{ is: 'waiver', waiver: record.id, state, rule, severity: ask.upTo, message: head.message },
    cluster: clusterIn(head),
    target: targetOf(head.resource.target),
    ...{ scope: scopeIn(record, head), hides: covered.length },
    renewal: record.granted !== undefined && record.granted.requestedAt !== ask.requestedAt,
    ...{ requester: personOf(ask.requester), requestedAt: ask.requestedAt, owner: personOf(ask.owner).name },
    ...{ reason: ask.reason, control: ask.control, ticket: ask.ticket, until: ask.until },
    decision: by === undefined ? { nobody: `access.riskOwners names nobody for ${ask.upTo} findings` } : { by },
    decided: decidedOf(record, state),
    openAgain: state === 'revoked' ? covered.filter(({ status }) => status === 'open').length : undefined,
  };
}

function decidedOf({ granted, ended }: WaiverRecord, state: WaiverView['state']): WaiverView['decided'] {
  if (state === 'granted') return granted && { by: personOf(granted.approver), at: granted.approvedAt };
  if (state === 'requested' || !ended) return undefined;
  return { by: personOf(ended.by), at: ended.at, why: ended.why === '' ? undefined : ended.why };
}

function clusterIn({ resource }: Finding): Named | undefined {
  const cluster = clusterOf(resource);
  return cluster === undefined ? undefined : { name: clusterName(cluster) };
}

function scopeIn({ scope }: WaiverRecord, head: Finding): string {
  if ('cluster' in scope) return `everything in cluster ${clusterName(scope.cluster)}`;
  return 'target' in scope ? `everything in ${scope.target}` : head.resource.name;
}
