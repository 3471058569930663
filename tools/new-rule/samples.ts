import type { Place } from './place.ts';

/** What a new rule of a provider begins with: a type that it can judge, a field of it, and a builder for its table. */
export interface Sample {
  readonly type: string;
  readonly from: string;
  readonly builder: string;
  readonly support: string;
  /** The object that holds the field, within `config`, and the field. */
  readonly holder: string;
  readonly field: string;
  readonly at: string;
  /** The drafts of a good, a bad and an undecided object. */
  readonly good: string;
  readonly bad: string;
  readonly odd: string;
  readonly reason: string;
  readonly reference: string;
}

const aws: Sample = {
  type: 'eksCluster',
  from: '#clouds/aws/eks/cluster/resource',
  builder: 'clusterWith',
  support: 'aws/eks.ts',
  holder: 'config',
  field: 'deletionProtection',
  at: 'deletionProtection',
  good: '{}, { deletionProtection: true }',
  bad: '{}, { deletionProtection: false }',
  odd: '{}',
  reason: 'field-missing',
  reference: 'https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html',
};

/** One per provider; a rule across clouds begins like one of AWS. */
export const samples: Readonly<Record<string, Sample>> = {
  aws,
  cross: aws,
  azure: {
    type: 'aksCluster',
    from: '#clouds/azure/aks/cluster/resource',
    builder: 'aksWith',
    support: 'azure/aks.ts',
    holder: 'config',
    field: 'disableLocalAccounts',
    at: 'disableLocalAccounts',
    good: '{ disableLocalAccounts: true }',
    bad: '{ disableLocalAccounts: false }',
    odd: `{ provisioningState: 'Creating' }`,
    reason: 'in-transition',
    reference: 'https://learn.microsoft.com/azure/aks/',
  },
  gcp: {
    type: 'gkeCluster',
    from: '#clouds/gcp/gke/cluster/resource',
    builder: 'gkeWith',
    support: 'gcp/gke.ts',
    holder: 'config.shieldedNodes',
    field: 'enabled',
    at: 'shieldedNodes.enabled',
    good: '{ shieldedNodes: { enabled: true } }',
    bad: '{ shieldedNodes: { enabled: false } }',
    odd: `{ status: 'PROVISIONING' }`,
    reason: 'in-transition',
    reference: 'https://cloud.google.com/kubernetes-engine/docs',
  },
  kubernetes: {
    type: 'deployment',
    from: '#clouds/kubernetes/deployment/resource',
    builder: 'deploymentWith',
    support: 'kubernetes/workloads.ts',
    holder: 'config.spec?.template.spec',
    field: 'enableServiceLinks',
    at: 'spec.template.spec.enableServiceLinks',
    good: '{ containers: [], enableServiceLinks: true }',
    bad: '{ containers: [], enableServiceLinks: false }',
    odd: '{ containers: [] }',
    reason: 'field-missing',
    reference: 'https://kubernetes.io/docs/concepts/workloads/',
  },
};

/** The words of a new rule that its author replaces. */
export const drafts = {
  title: 'State the good condition here, as a sentence',
  why: 'What somebody can do while the condition does not hold.',
  fix: 'What a person does about it.',
  message: 'State the bad fact about this resource here.',
} as const;

/** The two files of a new rule, as text. */
export function filesOf(
  { id, control = 'a-control-of-rules-controls' }: Pick<Place, 'id' | 'control'>,
  name: string,
  supportFolder: string,
  sample: Sample,
) {
  const { type, from, builder, support, holder, field, at, good, bad, odd, reason, reference } = sample;
  const value = holder.includes('.') ? `${holder}?.${field}` : `${holder}.${field}`;
  const guard = reason === 'field-missing' ? `    if (${value} === undefined) return fieldMissing('${at}');\n` : '';
  const actual = reason === 'field-missing' ? `{ at: '${at}', actual: false }` : `{ at: '', actual: 'no ${at}' }`;
  return {
    rule: `import { ${type} } from '${from}';
import { defineRule, ${guard === '' ? '' : 'fieldMissing, '}fail, pass } from '#rule';

export default defineRule({
  id: '${id}',
  on: ${type},
  title: '${drafts.title}',
  severity: 'medium',
  control: '${control}',
  why: '${drafts.why}',
  fix: '${drafts.fix}',
  references: ['${reference}'],

  evaluate({ config }) {
${guard}    if (${value} === true) return pass();
    return fail('${drafts.message}', ${actual});
  },
});
`,
    table: `import rule from '#rules/${name}';
import { ${builder} } from '${supportFolder}/${support}';
import { testRule } from '${supportFolder}/test-rule.ts';

testRule(rule, {
  pass: {
    'the condition holds': { on: ${builder}(${good}) },
  },
  fail: {
    'the condition does not hold': {
      on: ${builder}(${bad}),
      message: '${drafts.message}',
    },
  },
  unknown: {
    'it cannot be said yet': { on: ${builder}(${odd}), reason: '${reason}' },
  },
});
`,
  };
}
