import { describe, expect, test } from 'vitest';
import { azureTypes } from '#clouds/azure/types';
import { azureScript } from '#report/onboard/azure';
import { azurePlace } from './printed.ts';
import { calledBy, to } from './run-script.ts';

describe('the script for Azure', () => {
  test.each([
    ['somebody else owns', 'ad app owner list'],
    ['somebody holds a secret of', 'app credential list --id'],
    ['somebody holds a certificate of', 'app credential list --cert'],
    ['roles of others sign in as', 'federated-credential list'],
  ])('gives no role to an application of its name that %s', (_, strange) => {
    const script = azureScript(azureTypes, azurePlace);
    const said = /from-az is named shoalwatch, and it is not known to be yours alone: .* onboard azure --app from-az/;
    expect(() => calledBy(script, 'made', strange)).toThrow(said);
  });

  test('gives none to one that was there where a service runs the script, which owns nothing', () => {
    const script = azureScript(azureTypes, azurePlace);
    const service = `people=$(declare -f az)\neval "\${people/az ()/people ()}"
az() { case "$*" in *'signed-in-user show'*) return 1 ;; *'owner list'*) ;; *) people "$@" ;; esac; }\n`;
    expect(() => calledBy(`${service}${script}`, 'made')).toThrow(/not known to be yours alone/);
  });

  test('takes the application that is named, whoever owns it, and looks for no other', () => {
    const application = '99999999-2222-4333-8444-555555555555';
    const named = calledBy(azureScript(azureTypes, { ...azurePlace, application }), 'made', 'ad app owner list');
    expect(to(named, 'az ad app show').map(({ id }) => id)).toEqual([application]);
    expect([...to(named, 'az ad app list'), ...to(named, 'az ad app create')]).toEqual([]);
    expect(to(named, 'az role assignment create').length).toBeGreaterThan(0);
  });
});
