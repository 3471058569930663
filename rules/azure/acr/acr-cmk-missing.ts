import { z } from 'zod';
import { isPremium } from '#clouds/azure/acr/registry/network-facts';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { flag } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'acr-cmk-missing',
  on: acrRegistry,
  title: 'Images in a registry are encrypted with a key of the customer where policy asks for it',
  severity: 'low',
  control: 'registry-encrypted',
  why: 'A key of your own can be taken away from the images, and its use is logged.',
  fix: 'Make a new registry with an identity and a key, and import the images: a registry gets its key when it is made.',
  references: ['https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys'],
  peers: ['powerpipe:container_registry_encrypted_with_cmk'],
  params: z.object({ requireCmk: flag(false) }),

  evaluate({ config }, { params }) {
    if (!params.requireCmk) return notApplicable('policy asks for no key of the customer');
    if (!isPremium(config)) return notApplicable('only a Premium registry can have a key of the customer');
    const { encryption } = config;
    if (encryption?.status?.toLowerCase() === 'enabled') return pass();
    const at = encryption?.status === undefined ? '' : 'encryption.status';
    return fail('The images are encrypted with a key of the platform alone.', {
      at,
      actual: encryption?.status ?? 'no encryption',
      expected: 'enabled',
    });
  },
});
