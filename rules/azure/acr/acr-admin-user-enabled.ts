import { switched, updateRegistry } from '#clouds/azure/acr/registry/actions';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'acr-admin-user-enabled',
  on: acrRegistry,
  title: 'A container registry has no admin user',
  severity: 'high',
  control: 'registry-access-limited',
  why: 'The admin user is one shared password that pulls, pushes and deletes everything, and names nobody in the logs.',
  fix: 'Give pipelines and clusters identities of their own, regenerate both passwords, then disable the admin user: the passwords live again when it is enabled once more.',
  references: [
    'https://learn.microsoft.com/azure/container-registry/container-registry-authentication#admin-account',
    'https://learn.microsoft.com/rest/api/container-registry/registries/update',
  ],
  peers: ['kube-bench:aks-1.8/5.1.2', 'kubescape:C-0251', 'prowler:containerregistry_admin_user_disabled'],

  evaluate({ config: { adminUserEnabled: actual } }) {
    if (actual !== true) return pass();
    return fail('The admin user is enabled.', { at: 'adminUserEnabled', actual, expected: false });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateRegistry],
    plan: (registry) => switched(registry, { adminUserEnabled: false }),
  },
});
