import { z } from 'zod';
import { eksInsights } from '#clouds/aws/eks/insights/resource';
import { clip } from '#lib/text';
import { defineRule, fail, fieldMissing, notApplicable, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'eks-upgrade-insights-failing',
  on: eksInsights,
  title: 'The checks that EKS makes before an upgrade find nothing',
  severity: 'medium',
  grades: ['low'],
  control: 'deprecated-features-left',
  why: 'What relies on an API that the next version drops fails as soon as the control plane is upgraded.',
  fix: 'Open the insight, change the manifests, add-ons or nodes that it names, and refresh it.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/cluster-insights.html'],
  params: z.object({
    categories: z
      .array(z.enum(['UPGRADE_READINESS', 'MISCONFIGURATION', 'ROLLBACK_READINESS']))
      .default(['UPGRADE_READINESS', 'MISCONFIGURATION']),
  }),

  evaluate({ config: { insights } }, { params }) {
    if (insights === undefined) return fieldMissing('insights');
    const asked = insights
      .map((it, i) => ({ ...it, at: `insights[${i}]` }))
      .filter(
        ({ category, name = '' }) => (!category || params.categories.includes(category)) && !elsewhere.test(name),
      );
    if (asked.length === 0) return notApplicable('EKS made no check of these categories that is told here');
    return asked.map(({ id: key = '', name = key, category, insightStatus: { status, reason = '' } = {}, at }) => {
      const seen = { at: `${at}.insightStatus.status`, actual: status, expected: 'PASSING' };
      const says = `${name}${reason && `: ${clip(reason, 200)}`}`;
      if (category === undefined) return fieldMissing(`${at}.category`);
      if (status === undefined) return fieldMissing(`${at}.insightStatus.status`);
      if (status === 'PASSING') return passBecause('The checks of EKS that are told here find nothing.');
      if (status === 'UNKNOWN') return unknown('not-ready', `EKS cannot say: ${says}`);
      const low = fail(says, seen, { key, grade: 'low' });
      return status === 'ERROR' ? fail(says, seen, { key }) : low;
    });
  },
});

const elsewhere = /^(?:kubelet version skew|cluster health issues)$/i;
