import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { plural } from '#lib/text';
import { ShoalwatchError } from '#model';
import type { Report } from './model.ts';
import { markup, ours, uuidOf } from './oscal/identity.ts';
import {
  controlsOf,
  inventoryOf,
  observationId,
  observationOfRequirement,
  observationOfRow,
} from './oscal/observations.ts';
import { riskId, risksOf } from './oscal/risks.ts';
import { assetsOf, toldOf, type Told } from './oscal/told.ts';
import type { FrameworkPage, RequirementRow } from './requirements.ts';

/** The edition of OSCAL that is written: https://pages.nist.gov/OSCAL-Reference/models/v1.1.3/assessment-results/ */
const oscalVersion = '1.1.3';

const noPlan =
  'Continuous monitoring: there is no assessment plan. The requirements that were judged, and by what, stand in the results.';

/**
 * A report as OSCAL assessment results. Requirements that are met, not met or waived are findings about an objective; one that
 * is not assessed is an observation alone. Ids are made from what they name, so that equal reports give equal bytes. Throws
 * a usage error where no framework of the report has requirements that are met or not: OSCAL asks for at least one.
 */
export function oscalOf(report: Report, version: string): object {
  const { scan } = report;
  if (report.frameworks.length === 0) {
    throw new ShoalwatchError(
      'usage',
      'OSCAL tells of requirements, and no framework here has any that are met or not',
      {
        cure: 'name one with --framework, such as cis-eks-1.8; shoalwatch list frameworks tells which are related only',
      },
    );
  }
  const plan = uuidOf('no plan');
  const result = resultOf(report, version);
  return {
    'assessment-results': {
      uuid: uuidOf('document', scan.id),
      metadata: {
        title: 'Shoalwatch assessment results',
        'last-modified': scan.finishedAt,
        version: sha256(canonicalJson(result)).slice(0, 16),
        'oscal-version': oscalVersion,
      },
      'import-ap': { href: `#${plan}`, remarks: noPlan },
      results: [result],
      'back-matter': {
        resources: [
          {
            uuid: plan,
            title: 'No assessment plan',
            description: noPlan,
            base64: {
              filename: 'no-plan.txt',
              'media-type': 'text/plain',
              value: Buffer.from(noPlan).toString('base64'),
            },
          },
        ],
      },
    },
  };
}

function resultOf(report: Report, version: string) {
  const { scan, rows, frameworks, unreadTargets } = report;
  const told = toldOf(scan, version);
  const controls = controlsOf(frameworks);
  const risks = risksOf(report, told);
  const inventory = inventoryOf(rows);
  const known = new Set(risks.map(({ uuid }) => uuid));
  const findings = controls.flatMap((it) => findingOf(it, { report, told, known }));
  return {
    uuid: uuidOf('result', scan.id),
    title: markup(`Scan ${scan.id}`),
    description: markup(report.headline),
    start: scan.startedAt,
    end: scan.finishedAt,
    props: ours({
      scan: scan.id,
      ruleset: scan.rulesetDigest,
      'policy-version': scan.policyVersion === null ? undefined : `${scan.policyVersion}`,
      rules: `${scan.ruleCount}`,
      coverage: `${scan.coverage}`,
    }),
    'local-definitions': {
      ...(inventory.length > 0 && { 'inventory-items': inventory }),
      'assessment-assets': assetsOf(version),
    },
    'reviewed-controls': reviewedOf(frameworks),
    observations: [
      ...rows.map((row) => observationOfRow(row, told)),
      ...controls.map(({ page, row }) => observationOfRequirement(page, row, told)),
    ],
    ...(risks.length > 0 && { risks }),
    ...(findings.length > 0 && { findings }),
    ...(report.incomplete && {
      remarks: markup(
        `INCOMPLETE: ${scan.interrupted ? 'interrupted, ' : ''}${plural(scan.gaps.length, 'gap')}, ${plural(unreadTargets, 'target')} not read. What they would have shown is unknown, not satisfied.`,
      ),
    }),
  };
}

const reviewedOf = (frameworks: readonly FrameworkPage[]) => ({
  'control-selections': frameworks.map((page) => ({
    description: markup(`${page.title} ${page.edition}`),
    'include-controls': controlsOf([page]).map(({ control }) => ({ 'control-id': control })),
  })),
  'control-objective-selections': frameworks.map((page) => ({
    description: markup(`${page.title} ${page.edition}: one objective for each requirement`),
    'include-objectives': controlsOf([page]).map(({ objective }) => ({ 'objective-id': objective })),
  })),
});

const verdicts = {
  met: { state: 'satisfied', reason: 'pass' },
  'not met': { state: 'not-satisfied', reason: 'fail' },
  waived: { state: 'not-satisfied', reason: 'fail' },
} as const;

interface Controlled {
  readonly page: FrameworkPage;
  readonly row: RequirementRow;
  readonly control: string;
  readonly objective: string;
}

interface Finding {
  readonly report: Report;
  readonly told: Told;
  /** The risks that the document tells of: it names no other. */
  readonly known: ReadonlySet<string>;
}

/** The finding about a requirement; none where it was not assessed, or only a person can say. */
function findingOf({ page, row, control, objective }: Controlled, { report, told, known }: Finding) {
  const { id, standing, passed, failed, waived, unknown } = row;
  if (standing === 'not assessed' || standing === 'manual') return [];
  const label = `${page.id} ${id}`;
  const own = report.rows.flatMap(({ finding, requirements }) =>
    finding.status !== 'announced' && requirements.includes(label) ? [finding] : [],
  );
  const accepted = own.flatMap(({ waiver }) => (waiver ? [riskId(waiver.id)] : []));
  const risks = [...new Set(accepted)].filter((it) => known.has(it));
  return [
    {
      uuid: uuidOf('finding', told.scan.id, label),
      title: markup(`${page.title} ${page.edition}, ${id}: ${standing}`),
      description: markup(`${passed} passed, ${failed} failed, ${waived} failed and accepted, ${unknown} unknown`),
      props: ours({ standing, control }),
      origins: told.origins,
      target: {
        type: 'objective-id',
        'target-id': objective,
        status: {
          ...verdicts[standing],
          ...(standing === 'waived' && { remarks: 'Every fail is an accepted risk. It is not satisfied.' }),
        },
      },
      'related-observations': [label, ...own.map((it) => it.id)].map((about) => ({
        'observation-uuid': observationId(told, about),
      })),
      ...(risks.length > 0 && { 'related-risks': risks.map((risk) => ({ 'risk-uuid': risk })) }),
    },
  ];
}
