import { plural } from '#lib/text';
import type { Evidence, ResourceRef } from '#model';
import type { Row } from '../model.ts';
import { redacted } from '../output.ts';
import type { FrameworkPage, RequirementRow } from '../requirements.ts';
import { controlOf, markup, momentOf, ours, theirs, uuidOf } from './identity.ts';
import type { Told } from './told.ts';

/** What was seen, as OSCAL calls it: one observation for each finding, and one for each requirement. */
export const observationOfRow = ({ finding, title, requirements }: Row, told: Told) => ({
  uuid: observationId(told, finding.id),
  title: markup(title),
  description: markup(`${finding.resource.name}: ${finding.message}`),
  props: ours({
    finding: finding.id,
    rule: finding.rule,
    severity: finding.severity,
    status: finding.status,
    key: finding.key,
    'first-seen': told.scan.followed ? momentOf(finding.firstSeen) : undefined,
    requirements: requirements.join(', '),
  }),
  methods: ['TEST'],
  types: ['finding'],
  origins: told.origins,
  subjects: [
    { 'subject-uuid': subjectId(finding.resource), type: 'inventory-item', title: markup(finding.resource.name) },
  ],
  ...(finding.evidence.length > 0 && {
    'relevant-evidence': finding.evidence.map((it) => ({ description: markup(evidenceText(it)) })),
  }),
  collected: told.scan.startedAt,
});

/** How a requirement stands. One that is not assessed is an observation and no finding: OSCAL has no third status. */
export function observationOfRequirement(page: FrameworkPage, row: RequirementRow, told: Told) {
  const { standing, why, rules, passed, failed, waived, unknown } = row;
  const counts = { passed: `${passed}`, failed: `${failed}`, waived: `${waived}`, unknown: `${unknown}` };
  const judged = passed + failed + waived > 0;
  return {
    uuid: observationId(told, `${page.id} ${row.id}`),
    title: markup(`${page.title} ${page.edition}, ${row.id}: ${standing}`),
    description: markup(standing === 'manual' ? 'Only a person can say.' : countsText(row)),
    props: ours({ framework: page.id, requirement: row.id, standing, rules: rules.join(', '), ...counts }),
    // OSCAL leaves the list of methods open; to call this a test, or to call it unknown, would be wrong.
    methods: [judged ? 'TEST' : 'NOT-PERFORMED'],
    types: ['control-objective'],
    origins: told.origins,
    collected: told.scan.startedAt,
    ...(why !== '' && { remarks: markup(why) }),
  };
}

/** The UUID of an observation of this scan, by the finding or the requirement that it is about. */
export const observationId = ({ scan }: Told, about: string): string => uuidOf('observation', scan.id, about);

/** What was looked at: one inventory item for each resource that has a finding. */
export function inventoryOf(rows: readonly Row[]) {
  const resources = new Map(rows.map(({ finding: { resource } }) => [resource.id, resource]));
  return [...resources.values()].map((resource) => ({
    uuid: subjectId(resource),
    description: markup(`${resource.type} ${resource.name}`),
    props: [...theirs('asset-id', resource.id), ...ours({ type: resource.type, target: resource.target })],
  }));
}

/** A requirement with its page, and the names that it has as a control. */
export const controlsOf = (pages: readonly FrameworkPage[]) =>
  pages.flatMap((page) => page.rows.map((row) => ({ page, row, ...controlOf(page.id, row.id) })));

const subjectId = ({ id }: ResourceRef): string => uuidOf('resource', id);

const evidenceText = ({ at, actual, expected }: Evidence): string => {
  const found = `at ${at === '' ? 'the whole' : at}: found ${JSON.stringify(redacted(actual))}`;
  return expected === undefined ? found : `${found}, expected ${JSON.stringify(redacted(expected))}`;
};

const countsText = ({ passed, failed, waived, unknown }: RequirementRow): string =>
  [
    `${plural(passed, 'check')} passed`,
    `${failed} failed`,
    `${waived} failed and accepted`,
    `${unknown} could not be made`,
  ].join(', ');
