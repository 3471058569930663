import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { announcedAsOf, announcedForDays, retiredIn } from '#clouds/azure/aks/cluster/retired-facts';
import { count } from '#lib/params';
import { daysBetween, formatDate } from '#lib/time';
import { defineRule, fail, isUnread, pass, unknown } from '#rule';

export default defineRule({
  id: 'aks-retired-feature-in-use',
  on: aksCluster,
  title: 'An AKS cluster uses nothing that AKS has retired or soon will',
  severity: 'low',
  grades: ['medium'],
  control: 'deprecated-features-left',
  why: 'What is retired gets no patches and no help, and may stop working from one day to the next.',
  fix: 'Follow the migration guide of each feature in time: most need new pools or a migration of the network.',
  references: ['https://github.com/Azure/AKS/releases', 'https://learn.microsoft.com/azure/aks/upgrade-os-version'],
  params: z.object({ warnDays: count(365) }),
  timed: true,

  evaluate({ config }, { params: { warnDays }, at }) {
    const found = retiredIn(config);
    const known = found.flatMap((it) => (isUnread(it) ? [] : it));
    const due = known.filter(({ end }) => at >= end || (daysBetween(at, end) ?? 0) <= warnDays);
    const words = due.map(
      ({ feature, end }) => `${feature}, ${at >= end ? 'retired' : 'to retire'} on ${formatDate(end)}`,
    );
    const grade = due.some(({ end }) => at >= end) ? ('medium' as const) : undefined;
    if (due.length > 0)
      return fail(
        `It uses ${words.join('; ')}.`,
        due.flatMap(({ seen }) => seen),
        { grade },
      );
    const isOld = (daysBetween(announcedAsOf, at) ?? 0) > announcedForDays;
    if (isOld) return unknown('stale', `What AKS retires was last looked up on ${formatDate(announcedAsOf)}.`);
    return found.find(isUnread) ?? pass();
  },
});
