import { z } from 'zod';
import { updateAddonVersion } from '#clouds/aws/eks/addon/actions';
import { deniedRanges, isDeniedVersion } from '#clouds/aws/eks/addon/denied-facts';
import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { fromList } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'eks-addon-deny-list',
  on: eksAddon,
  title: 'No managed add-on runs a version that policy denies',
  severity: 'high',
  control: 'addons-patched',
  why: 'An add-on runs with rights over the whole cluster, and a version is denied because it is known to be unsafe or broken.',
  fix: 'Update the add-on to a version that policy does not deny.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html'],
  params: z.object({
    denyVersions: fromList('deny.addonVersions'),
    updateTo: z.record(z.string(), z.string().regex(/^v\d/)).default({}),
  }),

  evaluate({ config: { addonName: name, addonVersion: version } }, { params }) {
    if (params.denyVersions.length === 0) return notApplicable('Policy denies no version of an add-on.');
    if (name === undefined) return fieldMissing('addonName');
    const denials = params.denyVersions.flatMap((entry) => deniedRanges(entry, name));
    if (denials.length === 0) return notApplicable(`Policy denies no version of ${name}.`);
    if (version === undefined) return fieldMissing('addonVersion');
    const denied = denials.map((range) => isDeniedVersion(version, range));
    if (denied.includes(true)) {
      return fail(`Policy denies ${name} ${version}.`, { at: 'addonVersion', actual: version });
    }
    return denied.find(isUnread) ?? passBecause(`Policy does not deny ${name} ${version}.`);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateAddonVersion],
    plan(it, { params }) {
      const { addonName: name = '' } = it.config;
      const addonVersion = params.updateTo[name];
      if (addonVersion === undefined) return cannotPlan(`updateTo names no version of ${name}`);
      const denials = params.denyVersions.flatMap((entry) => deniedRanges(entry, name));
      const isFine = denials.every((range) => isDeniedVersion(addonVersion, range) === false);
      return isFine
        ? [updateAddonVersion(it, { addonVersion })]
        : cannotPlan(`policy may deny ${addonVersion} as well`);
    },
  },
});
