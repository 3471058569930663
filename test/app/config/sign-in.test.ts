import { describe, expect, it } from 'vitest';
import { loadConfig } from '#app/config/load';
import { azureSignIn, gcpSignIn } from '#app/config/sign-in';

const guid = '12345678-90ab-cdef-1234-567890abcdef';
const pool =
  '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shoalwatch/providers/shoalwatch-aws';
const email = 'shoalwatch-reader@shop-prod.iam.gserviceaccount.com';

describe('the sign-in without a key', () => {
  const configOf = (cloud: string, ...entries: readonly string[]) =>
    loadConfig(`version: 1\ntargets:\n  ${cloud}:\n${entries.map((it) => `    - {${it}}\n`).join('')}`, 'f', []);
  const azure = `tenant: ${guid}, clientId: ${guid}, federation: aws-outbound`;

  it('is the one that the entries of a cloud name', () => {
    const [one, two] = [`subscriptions: [${guid}], ${azure}`, `managementGroup: shop, ${azure}`];
    expect(azureSignIn(configOf('azure', one, two))).toEqual({ tenant: guid, clientId: guid });
    expect(gcpSignIn(configOf('gcp', `projects: [shop], pool: ${pool}, serviceAccount: ${email}`))).toEqual({
      pool,
      serviceAccount: email,
    });
    expect(gcpSignIn(configOf('gcp', `projects: [shop], pool: ${pool}`))).toEqual({ pool });
  });

  it('is none where none is named', () => {
    expect(azureSignIn(configOf('azure', `subscriptions: [${guid}], tenant: ${guid}`))).toBeUndefined();
    expect(gcpSignIn(configOf('gcp', 'projects: [shop]'))).toBeUndefined();
    expect([azureSignIn({}), gcpSignIn({})]).toEqual([undefined, undefined]);
  });

  it.each([
    [
      'azure',
      `subscriptions: [${guid}], ${azure}`,
      'managementGroup: shop',
      'Azure',
      'tenant, clientId and federation',
    ],
    ['gcp', `projects: [shop], pool: ${pool}`, 'projects: [lab]', 'Google Cloud', 'pool and serviceAccount'],
  ])('of %s is not another one for another entry', (cloud, one, two, name, keys) => {
    expect(() => configOf(cloud, one, two)).toThrow(
      `f:4:5: targets.${cloud}: all of ${name} is read by one sign-in: give each entry the same ${keys}`,
    );
  });

  it.each([
    ['azure', `subscriptions: [${guid}]`, 'managementGroup: shop', guid, guid.replace('1', '2'), 'Azure'],
    ['gcp', 'projects: [shop]', 'projects: [lab]', email, email.replace('reader', 'changer'), 'Google Cloud'],
  ])('of whoever changes something in %s is one, too, where it is named', (cloud, one, two, who, other, name) => {
    expect(() => configOf(cloud, `${one}, remediator: ${who}`, `${two}, remediator: ${other}`)).toThrow(
      `f:4:5: targets.${cloud}: all of ${name} is changed by one sign-in: each entry that names a remediator has to name the same`,
    );
    expect(configOf(cloud, `${one}, remediator: ${who}`, two)).toMatchObject({ version: 1 });
  });

  it.each([
    [
      'a sign-in without who signs in',
      'azure',
      `subscriptions: [${guid}], federation: aws-outbound, tenant: ${guid}`,
      'aws-outbound',
      'targets.azure.0.federation: who signs in where is not told: add tenant and clientId',
    ],
    [
      'an application without how it signs in',
      'azure',
      `subscriptions: [${guid}], tenant: ${guid}, clientId: ${guid}`,
      guid,
      'targets.azure.0.clientId: how it signs in is not told: add federation: aws-outbound',
    ],
    [
      'a federation that is none',
      'azure',
      `subscriptions: [${guid}], tenant: ${guid}, clientId: ${guid}, federation: aws`,
      'aws',
      'targets.azure.0.federation: "aws" is not allowed  (aws-outbound)',
    ],
    [
      'a pool by its name',
      'gcp',
      'projects: [shop], pool: shoalwatch',
      'shoalwatch',
      'targets.gcp.0.pool: it is //iam.googleapis.com/projects/N/locations/global/workloadIdentityPools/P/providers/Q, with the number of the project',
    ],
    [
      'a service account without a pool',
      'gcp',
      `projects: [shop], serviceAccount: ${email}`,
      email,
      'targets.gcp.0.serviceAccount: by which pool it is reached is not told: add pool',
    ],
    [
      'a service account by its name',
      'gcp',
      `projects: [shop], pool: ${pool}, serviceAccount: reader`,
      'reader',
      'targets.gcp.0.serviceAccount: it is the address of a service account',
    ],
  ])('is told with its place and the cure where it is %s', (_name, cloud, entry, at, said) => {
    const column = `    - {${entry}}`.lastIndexOf(at) + 1;
    expect(() => configOf(cloud, entry)).toThrow(`f:4:${column}: ${said}`);
  });
});
