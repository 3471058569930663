import rule from '#rules/azure/aks/aks-keyvault-secret-rotation-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const off = 'The Key Vault provider for the Secrets Store is off.';
const still = 'Pods keep the secrets that they mounted from Key Vault: secret rotation is off.';
const required = { params: { requireExternalSecrets: true } };
const provider = (config: Record<string, string> | undefined, enabled = true, key = 'azureKeyvaultSecretsProvider') =>
  aksWith({ addonProfiles: { [key]: { enabled, ...(config && { config }) } } });

testRule(rule, {
  pass: {
    'rotation is on': { on: provider({ enableSecretRotation: 'true', rotationPollInterval: '2m' }) },
    'rotation is on where policy asks for external secrets': {
      on: provider({ enableSecretRotation: 'true' }),
      ...required,
    },
    'the name of the add-on and the text are compared without case': {
      on: provider({ enableSecretRotation: 'True' }, true, 'azureKeyVaultSecretsProvider'),
    },
  },
  fail: {
    'rotation is false': {
      on: provider({ enableSecretRotation: 'false', rotationPollInterval: '2m' }),
      message: still,
    },
    'settings without rotation': { on: provider({}), message: still },
    'no settings': { on: provider(undefined), message: still },
    'no add-on where policy asks for external secrets': { on: aksWith(), ...required, message: off },
    'the add-on is off where policy asks for external secrets': {
      on: provider({ enableSecretRotation: 'true' }, false),
      ...required,
      message: off,
    },
    'no plan under another spelling': {
      on: provider({ enableSecretRotation: 'false' }, true, 'azureKeyVaultSecretsProvider'),
      message: still,
      cannot: 'the cluster spells the add-on azureKeyvaultSecretsProvider otherwise',
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
  notApplicable: {
    'no add-on': {
      on: aksWith(),
      message: 'the Key Vault provider is off, and policy asks for no external secrets',
    },
    'the add-on is off': {
      on: provider({ enableSecretRotation: 'false' }, false),
      message: 'the Key Vault provider is off, and policy asks for no external secrets',
    },
  },
});
