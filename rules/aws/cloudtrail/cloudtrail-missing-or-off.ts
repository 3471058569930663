import { z } from 'zod';
import { startLogging } from '#clouds/aws/cloudtrail/trail-status/actions';
import { recordAll, trailParts, updateTrail } from '#clouds/aws/cloudtrail/trails/actions';
import { accountClusters, trailRecordings } from '#clouds/aws/cloudtrail/trails/facts';
import { trails } from '#clouds/aws/cloudtrail/trails/resource';
import { flag } from '#lib/params';
import { clip, compareText } from '#lib/text';
import { defineRule, failMissing, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'cloudtrail-missing-or-off',
  on: trails,
  uses: [accountClusters, trailRecordings, ...trailParts],
  title: 'A trail records what is changed in every region of an account with clusters',
  severity: 'high',
  grades: ['low'],
  control: 'cloud-actions-logged',
  why: 'Without a trail nobody can tell who changed a cluster, and changes are heard of at the next sweep only.',
  fix: 'Make a trail of all regions that records management events, start it, and turn on log file validation.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html',
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html',
  ],
  peers: [
    'eks-bpg:security/detective',
    'powerpipe:cloudtrail_multi_region_trail_enabled',
    'prowler:cloudtrail_multi_region_enabled',
  ],
  params: z.object({ requireCmk: flag(false) }),

  evaluate(it, { fact, params }) {
    const clusters = fact(accountClusters, it);
    if (clusters.items.length === 0) return clusters.unread ?? notApplicable('no cluster stands in the account');
    const all = fact(trailRecordings, it);
    if (isUnread(all)) return all;
    const flawsOf = ({ flaws }: (typeof all)[number]) =>
      flaws.filter(({ key }) => key !== 'own-key' || params.requireCmk);
    const [best] = all
      .filter(({ lacks }) => lacks === undefined)
      .toSorted((a, b) => flawsOf(a).length - flawsOf(b).length || compareText(a.name, b.name));
    if (best) {
      const low = flawsOf(best).map(({ key, says, seen }) => fail(`${says}.`, seen, { key, grade: 'low' }));
      return [passBecause(`${best.name} records the management writes of every region.`), ...low];
    }
    const unread = all.map(({ lacks }) => lacks).find(isUnread);
    if (unread) return unread;
    const why = all.flatMap(({ name, lacks }) => (typeof lacks === 'string' ? `${name} ${lacks}` : [])).join('; ');
    const message = `No trail records the management writes of every region${why && `: ${clip(why, 200)}`}.`;
    return failMissing(message, { at: 'trailList', actual: all.map(({ name }) => name) });
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateTrail, startLogging],
    plan: recordAll,
  },
});
