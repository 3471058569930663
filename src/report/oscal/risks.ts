import type { Registered } from '#engine/waivers/waiver-register';
import type { Instant } from '#model';
import type { Report } from '../model.ts';
import { coverWords } from '../waivers.ts';
import { markup, momentOf, ours, theirs, uuidOf } from './identity.ts';
import { observationId } from './observations.ts';
import type { Told } from './told.ts';

const statuses = {
  requested: 'deviation-requested',
  active: 'deviation-approved',
  expiring: 'deviation-approved',
} as const;

type Standing = keyof typeof statuses;

const isStanding = (status: Registered['status']): status is Standing => Object.hasOwn(statuses, status);

/** Waivers that stand or wait, as risks with a deadline. What was denied, revoked or has ended accepts nothing, and is none. */
export const risksOf = ({ waivers = [], rows }: Report, told: Told) =>
  waivers.flatMap((waiver) => {
    const { status } = waiver;
    if (!isStanding(status) || waiver.overruledBy !== undefined) return [];
    const why = rows.find(({ finding }) => finding.rule === waiver.rule)?.why ?? '';
    return [riskOf(waiver, statuses[status], why, told)];
  });

/** The UUID of the risk that a waiver accepts: the same in every document. */
export const riskId = (waiver: string): string => uuidOf('risk', waiver);

function riskOf(waiver: Registered, status: string, why: string, told: Told) {
  const { id, origin, rule, scope, said, hidden, requester, approver, renewals } = waiver;
  const { owner, reason, control, ticket, until, upTo } = said;
  const deadline = momentOf(until);
  const log = logOf(waiver);
  return {
    uuid: riskId(id),
    title: markup(`Waiver ${id} of ${rule}`),
    description: markup(reason),
    statement: markup(why === '' ? `The rule ${rule} fails on ${coverWords(scope)}.` : why),
    props: ours({
      ...{ waiver: id, origin, rule, scope: coverWords(scope), owner, requester, approver, ticket, 'up-to': upTo },
      renewals: `${renewals}`,
      covers: `${hidden.length}`,
    }),
    status,
    origins: told.origins,
    ...(control !== undefined && {
      'mitigating-factors': [{ uuid: uuidOf('mitigating factor', id), description: markup(control) }],
    }),
    ...(deadline !== undefined && { deadline }),
    ...(log.length > 0 && { 'risk-log': { entries: log } }),
    ...(hidden.length > 0 && {
      'related-observations': hidden.map((it) => ({ 'observation-uuid': observationId(told, it.id) })),
    }),
  };
}

/** What was done about it, where somebody knows when: a waiver of the config file has no moments. */
function logOf({ id, requester, requestedAt, approver, approvedAt, renewal }: Registered) {
  const entry = (type: string, what: string, by: string, at: Instant) => ({
    uuid: uuidOf('risk log', id, type, at),
    title: what,
    description: markup(`${what} by ${by}`),
    start: momentOf(at) ?? at,
    props: theirs('type', type),
  });
  return [
    ...(requester !== undefined && requestedAt !== undefined
      ? [entry('dr-submission', 'Requested', requester, requestedAt)]
      : []),
    ...(approver !== undefined && approvedAt !== undefined
      ? [entry('dr-approved', 'Approved', approver, approvedAt)]
      : []),
    ...(renewal ? [entry('dr-updated', 'Asked to go on', renewal.requester, renewal.requestedAt)] : []),
  ];
}
