import { describe, expect, it } from 'vitest';
import { loadConfig } from '#app/config/load';
import { ShoalwatchError } from '#model';

const guid = '12345678-90ab-cdef-1234-567890abcdef';
const pool =
  '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shoalwatch/providers/shoalwatch-aws';
const email = 'shoalwatch-reader@shop-prod.iam.gserviceaccount.com';

/** What the loader says of one entry for a cloud; nothing of one that is right. */
function saidOf(cloud: string, entry: string): readonly string[] {
  try {
    loadConfig(`version: 1\ntargets:\n  ${cloud}:\n    - {${entry}}\n`, 'f', []);
  } catch (error) {
    if (error instanceof ShoalwatchError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('an entry is right', () => {
  it.each([
    ['one account', 'aws', 'account: "123456789012"'],
    ['the account of a profile', 'aws', 'profile: payments'],
    ['an organisation', 'aws', 'organization: true, role: reader'],
    ['an organisation but one account', 'aws', 'organization: true, role: path/reader, exclude: ["123456789012"]'],
    ['units', 'aws', 'organization: true, role: reader, units: [ou-abcd-12345678, r-abcd]'],
    ['subscriptions', 'azure', `subscriptions: [${guid}]`],
    ['a management group', 'azure', 'managementGroup: shop-prod_(eu).1'],
    ['all subscriptions but one', 'azure', `exclude: [${guid}]`],
    [
      'subscriptions that tokens of AWS sign in to',
      'azure',
      `subscriptions: [${guid}], tenant: ${guid}, clientId: ${guid}, federation: aws-outbound`,
    ],
    ['projects', 'gcp', 'projects: [shop]'],
    ['projects that a role in AWS signs in to', 'gcp', `projects: [shop], pool: ${pool}`],
    ['and the service account that it acts as', 'gcp', `projects: [shop], pool: ${pool}, serviceAccount: ${email}`],
    ['a folder', 'gcp', 'folder: "123", exclude: [shop]'],
    ['an organisation', 'gcp', 'organization: "456"'],
    ['all projects but one', 'gcp', 'exclude: [shop], environment: prod'],
  ])('%s', (_name, cloud, entry) => {
    expect(saidOf(cloud, entry)).toEqual([]);
  });
});

describe('an entry that mixes what belongs apart is named with its place and the cure', () => {
  it.each([
    [
      'an account and an organisation',
      'aws',
      'organization: true, role: r, account: "123456789012"',
      '"123456789012"',
      'targets.aws.0.account: an entry is one account or an organization: make two entries of it',
    ],
    [
      'an organisation without a role',
      'aws',
      'organization: true',
      'true',
      'targets.aws.0.organization: its accounts are read by a role in each: add role, the name of it',
    ],
    [
      'an organisation with the role of one account',
      'aws',
      'organization: true, role: "arn:aws:iam::123456789012:role/reader"',
      '"arn:',
      'targets.aws.0.role: an ARN is that of one account: give the name that the role has in each',
    ],
    [
      'units of no organisation',
      'aws',
      'units: [ou-abcd-prod]',
      '[ou',
      'targets.aws.0.units: only an organization has units: add organization: true',
    ],
    [
      'an exclusion from one account',
      'aws',
      'account: "123456789012", exclude: ["999999999999"]',
      '["999',
      'targets.aws.0.exclude: only of an organization are accounts left out: add organization: true, or leave the entry out',
    ],
    [
      'an organisation that is none',
      'aws',
      'organization: false, role: r',
      'false',
      'targets.aws.0.organization: false is not allowed  (true)',
    ],
    [
      'a unit by its name',
      'aws',
      'organization: true, role: r, units: [production]',
      'production',
      'targets.aws.0.units.0: the id of a unit begins with ou-, that of the root with r-',
    ],
    ['no unit at all', 'aws', 'organization: true, role: r, units: []', '[]', 'targets.aws.0.units is empty'],
    [
      'an account id that is none',
      'aws',
      'organization: true, role: r, exclude: [lab]',
      'lab',
      'targets.aws.0.exclude.0: an account id has twelve digits',
    ],
    [
      'subscriptions and a management group',
      'azure',
      `subscriptions: [${guid}], managementGroup: shop`,
      'shop',
      'targets.azure.0.managementGroup: an entry names subscriptions or a managementGroup: make two entries of it',
    ],
    [
      'subscriptions and an exclusion',
      'azure',
      `subscriptions: [${guid}], exclude: [${guid}]`,
      '[1',
      'targets.azure.0.exclude: only the subscriptions that are named are read: leave it out',
    ],
    [
      'a label of no subscription',
      'azure',
      'environment: prod',
      '{',
      'targets.azure.0: an entry names subscriptions, a managementGroup, or what to exclude from all',
    ],
    [
      'a management group by its display name',
      'azure',
      'managementGroup: Shop / Prod',
      'Shop',
      'targets.azure.0.managementGroup: a management group is named by its id',
    ],
    [
      'projects and a folder',
      'gcp',
      'projects: [shop], folder: "123"',
      '"123"',
      'targets.gcp.0.folder: an entry names projects or a folder: make two entries of it',
    ],
    [
      'a folder and an organisation',
      'gcp',
      'folder: "123", organization: "456"',
      '"456"',
      'targets.gcp.0.organization: an entry names projects, a folder or an organization: make two entries of it',
    ],
    [
      'projects and an organisation',
      'gcp',
      'projects: [shop], organization: "456"',
      '"456"',
      'targets.gcp.0.organization: an entry names projects, a folder or an organization: make two entries of it',
    ],
    [
      'projects and an exclusion',
      'gcp',
      'projects: [shop], exclude: [shop]',
      '[shop]',
      'targets.gcp.0.exclude: only the projects that are named are read: leave it out',
    ],
    [
      'a name of no project',
      'gcp',
      'name: shop',
      '{',
      'targets.gcp.0: an entry names projects, a folder, an organization, or what to exclude from all',
    ],
    [
      'a folder by its path',
      'gcp',
      'folder: folders/123',
      'folders/',
      'targets.gcp.0.folder: it is named by its number alone',
    ],
    [
      'a number without quotes',
      'gcp',
      'organization: 456',
      '456',
      'targets.gcp.0.organization is a number and has to be text: put it in quotes',
    ],
    [
      'a slip in a key',
      'azure',
      'managmentGroup: x',
      'managmentGroup',
      'unknown key "managmentGroup"; did you mean "managementGroup"?',
    ],
    [
      'a key of another cloud',
      'gcp',
      'units: [x]',
      'units',
      'unknown key "units"; known keys: projects, folder, organization, exclude, pool, serviceAccount, remediator, name, environment',
    ],
  ])('%s', (_name, cloud, entry, at, said) => {
    const column = `    - {${entry}}`.lastIndexOf(at) + 1;
    expect(saidOf(cloud, entry)).toEqual([`f:4:${column}: ${said}`]);
  });
});
