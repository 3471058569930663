import { z } from 'zod';
import { updateAddonVersion } from '#clouds/aws/eks/addon/actions';
import { addonOffer, isTooFar } from '#clouds/aws/eks/addon/offer-facts';
import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { addonTrouble } from '#clouds/aws/eks/addon/trouble-facts';
import { count } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'eks-addon-outdated-or-degraded',
  on: eksAddon,
  uses: [addonOffer],
  title: 'Managed add-ons are well and near the version that EKS takes by itself',
  severity: 'low',
  grades: ['medium'],
  control: 'addons-patched',
  why: 'Network, names and storage of a cluster hang on its add-ons: an old one has known flaws, and a broken one takes no update.',
  fix: 'Read what EKS says of the issue, and update the add-on to the default version for the version of the cluster.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html',
    'https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddonVersions.html',
  ],
  params: z.object({ maxBehind: count(2) }),

  evaluate(it, { fact, params }) {
    const trouble = addonTrouble(it.config);
    if (isUnread(trouble)) return trouble;
    const unwell = trouble && fail(trouble.says, trouble.seen, { grade: 'medium' });
    if (unwell) return unwell;
    const offer = fact(addonOffer, it);
    if (isUnread(offer)) return offer;
    const { kubernetes, preferred, behind } = offer;
    const { addonName: name = '', addonVersion: actual = '' } = it.config;
    const seen = { at: 'addonVersion', actual, expected: preferred };
    const gone = fail(`EKS does not offer ${name} ${actual} for ${kubernetes}.`, seen, { grade: 'medium' });
    if (behind === undefined) return gone;
    if (behind <= params.maxBehind)
      return passBecause(`${name} ${actual} is near ${preferred}, the default for ${kubernetes}.`);
    return fail(`${name} ${actual} is ${behind} versions behind ${preferred}, the default for ${kubernetes}.`, seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateAddonVersion],
    plan(it, { fact }) {
      const { addonName, addonVersion, status } = it.config;
      if (addonTrouble(it.config)) return cannotPlan(`the add-on is ${status ?? 'unsettled'} or has issues`);
      const offer = fact(addonOffer, it);
      if (isUnread(offer)) return cannotPlan(offer.message);
      const { preferred, behind } = offer;
      if (behind === undefined) return cannotPlan('EKS offers its version no more, so that there is no way back');
      return isTooFar(addonName, addonVersion, preferred)
        ? cannotPlan('the VPC CNI is updated one minor version at a time')
        : [updateAddonVersion(it, { addonVersion: preferred })];
    },
  },
});
