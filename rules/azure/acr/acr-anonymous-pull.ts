import { z } from 'zod';
import { switched, updateRegistry } from '#clouds/azure/acr/registry/actions';
import { isClosedToInternet, tellsAnonymousPull } from '#clouds/azure/acr/registry/facts';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { exemptingTag } from '#clouds/azure/tag-facts';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'acr-anonymous-pull',
  on: acrRegistry,
  title: 'A container registry asks who pulls',
  severity: 'high',
  grades: ['medium'],
  control: 'registry-private',
  why: 'Whoever reaches the registry can pull every image, and read the code and the secrets that were built into them.',
  fix: 'Disable anonymous pull, and let clusters pull with their kubelet identities.',
  references: [
    'https://learn.microsoft.com/azure/container-registry/anonymous-pull-access',
    'https://learn.microsoft.com/rest/api/container-registry/registries/update',
  ],
  params: z.object({ exemptTags: z.record(z.string(), z.string()).default({}) }),

  evaluate({ config }, { params }) {
    const isOpen = config.anonymousPullEnabled === true;
    if (!isOpen && tellsAnonymousPull(config)) return pass();
    const tag = exemptingTag(config, params.exemptTags);
    if (tag !== undefined) return notApplicable(`policy exempts registries with the tag ${tag}`);
    if (!isOpen) return fieldMissing('anonymousPullEnabled');
    const seen = { at: 'anonymousPullEnabled', actual: true, expected: false };
    if (!isClosedToInternet(config))
      return fail('Whoever reaches the registry may pull every image without signing in.', seen);
    const closed = { at: 'publicNetworkAccess', actual: config.publicNetworkAccess };
    const grade = 'medium' as const;
    return fail('Whoever reaches its private endpoints may pull every image without signing in.', [seen, closed], {
      grade,
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateRegistry],
    plan: (registry) => switched(registry, { anonymousPullEnabled: false }),
  },
});
