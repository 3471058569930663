import type { Registered } from '#engine/waivers/waiver-register';
import type { Evidence, Finding, Judgement, ResourceRef, Scan, WaiverAsk, WaiverEnd, WaiverScope } from '#model';
import type { Report } from '../model.ts';
import { namesIn } from './names.ts';
import { pseudonym, veilText, type Veil } from './words.ts';

/**
 * A report in which names of the estate, addresses or people are pseudonyms, in whatever it is written as. The same salt
 * gives the same pseudonyms, so that reports can be compared; who has no salt cannot try names out.
 */
export function redactReport(report: Report, veil: Veil): Report {
  const { scan, rows, targets, places, waivers, audit, remembered, controls } = report;
  const { open, frameworks, unreadTargets, incomplete, headline, rules, deadlines } = report;
  const names = namesIn(report);
  const text = (it: string): string => veilText(it, names, veil);
  const who = (it: string): string => (veil.kinds.has('principals') ? pseudonym('who', it, veil) : text(it));
  const told = tellingBy(text, who);
  return {
    // What is not named here is left out: what nobody looked at for names must not go outside.
    ...{ open, frameworks, unreadTargets, incomplete, headline, rules },
    ...(controls && { controls }),
    ...(deadlines && { deadlines }),
    scan: scanBy(scan, told),
    rows: rows.map((row) => ({ ...row, finding: told.finding(row.finding) })),
    targets: targets.map((it) => ({ ...it, id: text(it.id), ...reasonOf(it, text) })),
    places: places.map((it) => ({ ...it, name: text(it.name) })),
    ...(waivers && { waivers: waivers.map((it) => registeredBy(it, told)) }),
    ...(audit && { audit: audit.map((it) => ({ ...it, message: text(it.message) })) }),
    ...(remembered && { remembered: remembered.map(told.finding) }),
  };
}

interface Telling {
  text(it: string): string;
  who(it: string): string;
  resource(it: ResourceRef): ResourceRef;
  evidence(it: Evidence): Evidence;
  finding(it: Finding): Finding;
}

function tellingBy(text: Telling['text'], who: Telling['who']): Telling {
  const resource = (it: ResourceRef): ResourceRef => ({
    ...it,
    ...{ id: text(it.id), name: text(it.name), target: text(it.target) },
  });
  const evidence = ({ at, actual, expected }: Evidence): Evidence => ({
    ...{ at: text(at), actual: deep(actual, text) },
    ...(expected !== undefined && { expected: deep(expected, text) }),
  });
  const finding = (it: Finding): Finding => ({
    ...it,
    ...{ id: text(it.id), resource: resource(it.resource), message: text(it.message) },
    evidence: it.evidence.map(evidence),
    ...(it.key !== undefined && { key: text(it.key) }),
    ...(it.change && { change: { ...it.change, actor: who(it.change.actor), eventId: text(it.change.eventId) } }),
    ...(it.waiver && { waiver: { ...it.waiver, id: text(it.waiver.id) } }),
  });
  return { text, who, resource, evidence, finding };
}

/** Every text in a value, the names of its fields too. */
function deep(value: unknown, text: Telling['text']): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((one) => deep(one, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [text(key), deep(one, text)]));
}

const scanBy = (scan: Scan, { text, resource, evidence, finding }: Telling): Scan => ({
  ...scan,
  targets: scan.targets.map((it) => ({ ...it, id: text(it.id), ...reasonOf(it, text) })),
  resources: scan.resources.map(resource),
  findings: scan.findings.map(finding),
  judgements: scan.judgements.map((it): Judgement => ({
    ...it,
    resource: resource(it.resource),
    ...(it.key !== undefined && { key: text(it.key) }),
    ...(it.message !== undefined && { message: text(it.message) }),
    ...(it.evidence && { evidence: it.evidence.map(evidence) }),
  })),
  gaps: scan.gaps.map((it) => ({
    ...it,
    ...{ target: text(it.target), detail: text(it.detail) },
    ...(it.resource !== undefined && { resource: text(it.resource) }),
  })),
  unreadable: scan.unreadable.map((it) => ({
    ...it,
    path: text(it.path),
    ...(it.detail !== undefined && { detail: text(it.detail) }),
  })),
});

const reasonOf = ({ reason }: { readonly reason?: string }, text: Telling['text']) =>
  reason === undefined ? {} : { reason: text(reason) };

const registeredBy = (it: Registered, told: Telling): Registered => {
  const { text, who, finding } = told;
  return {
    ...it,
    ...{ id: text(it.id), scope: scopeBy(it.scope, text), hidden: it.hidden.map(finding) },
    said: saidBy(it.said, told),
    ...(it.requester !== undefined && { requester: who(it.requester) }),
    ...(it.approver !== undefined && { approver: who(it.approver) }),
    ...(it.ended && { ended: endBy(it.ended, told) }),
    ...(it.renewal && { renewal: askBy(it.renewal, told) }),
    ...(it.overruledBy !== undefined && { overruledBy: text(it.overruledBy) }),
  };
};

function scopeBy(scope: WaiverScope, text: Telling['text']): WaiverScope {
  if ('cluster' in scope) return { cluster: text(scope.cluster) };
  if ('target' in scope) return { target: text(scope.target) };
  const { resource, key, finding } = scope;
  return {
    ...{ ...scope, resource: text(resource) },
    ...(key !== undefined && { key: text(key) }),
    ...(finding !== undefined && { finding: text(finding) }),
  };
}

const saidBy = <T extends Registered['said']>(said: T, { text, who }: Telling): T => ({
  ...said,
  ...{ owner: who(said.owner), reason: text(said.reason) },
  ...(said.control !== undefined && { control: text(said.control) }),
  ...(said.ticket !== undefined && { ticket: text(said.ticket) }),
});

const askBy = (ask: WaiverAsk, told: Telling): WaiverAsk => ({
  ...saidBy(ask, told),
  requester: told.who(ask.requester),
});

const endBy = (end: WaiverEnd, told: Telling): WaiverEnd => ({
  ...end,
  ...{ by: told.who(end.by), why: told.text(end.why) },
  ...(end.asked && { asked: askBy(end.asked, told) }),
});
