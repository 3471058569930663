import { describe, expect, test } from 'vitest';
import { holderOf, isWide, mayBeIdentity, placeOf, reaches } from '#clouds/azure/authorization/role-assignment/facts';
import { handsOut } from '#clouds/azure/authorization/role-assignment/handing-out';
import { definitionAddress, roleDefinition } from '#clouds/azure/authorization/role-definition/resource';
import { allows, allowsAll, changesIn } from '#clouds/azure/authorization/role-definition/facts';
import { worldOf } from '#engine/world';
import { aksWith, subscription } from '../../../support/azure/aks.ts';
import { assignedTo, definedAs, handingOut, scopes } from '../../../support/azure/roles.ts';
import { lookFrom } from '../../../support/look-from.ts';
import { snapshotsOf } from '../../../support/build.ts';

const may = (permissions: Parameters<typeof definedAs>[1]) => definedAs('reader', permissions).config;
const cluster = 'Microsoft.ContainerService/managedClusters';

describe('what a role allows', () => {
  test.each<[string, Parameters<typeof definedAs>[1], string, boolean]>([
    ['a star is everything', [{ actions: ['*'] }], `${cluster}/write`, true],
    [
      'a star stands for several parts',
      [{ actions: ['Microsoft.ContainerService/*/action'] }],
      `${cluster}/runCommand/action`,
      true,
    ],
    [
      'case does not matter',
      [{ actions: ['microsoft.containerservice/MANAGEDCLUSTERS/write'] }],
      `${cluster}/write`,
      true,
    ],
    ['reading is not writing', [{ actions: ['*/read'] }], `${cluster}/write`, false],
    [
      'what is taken out again is not allowed',
      [{ actions: ['*'], notActions: [`${cluster}/*`] }],
      `${cluster}/write`,
      false,
    ],
    [
      'another permission may give what one takes out',
      [{ actions: ['*'], notActions: [`${cluster}/*`] }, { actions: [`${cluster}/write`] }],
      `${cluster}/write`,
      true,
    ],
    ['rights on data are none on resources', [{ dataActions: ['*'] }], `${cluster}/write`, false],
    ['no permissions allow nothing', [], `${cluster}/write`, false],
  ])('%s', (_, permissions, operation, expected) => {
    expect(allows(may(permissions), operation)).toBe(expected);
  });

  test('rights on data are apart from those on resources', () => {
    const role = may([{ actions: ['a/read'], dataActions: ['b/*'], notDataActions: ['b/c'] }]);
    expect(['a/read', 'b/x', 'b/c'].map((it) => allows(role, it, 'dataActions'))).toEqual([false, true, false]);
  });

  test('Owner and Contributor allow everything, others do not', () => {
    const roles = ['owner', 'contributor', 'reader', 'networkContributor', 'rbacAdministrator'] as const;
    expect(roles.map((it) => allowsAll(definedAs(it).config))).toEqual([true, true, false, false, false]);
  });

  test('a change is a write, a deletion, or a star that is no read', () => {
    expect(changesIn(definedAs('pull').config)).toEqual([]);
    expect(changesIn(definedAs('reader').config)).toEqual([]);
    expect(changesIn(definedAs('push').config)).toEqual(['Microsoft.ContainerRegistry/registries/push/write']);
    expect(changesIn(definedAs('networkContributor').config)).toEqual(['Microsoft.Network/*']);
    const role = may([
      { actions: ['a/delete', 'b/write'], notActions: ['b/*'], dataActions: ['c/Write', 'd/e/action'] },
    ]);
    expect(changesIn(role)).toEqual(['a/delete', 'c/Write']);
  });
});

describe('where a role is assigned', () => {
  const { id } = aksWith();

  test.each<[keyof typeof scopes, boolean, boolean, string]>([
    ['tenant', true, true, 'the whole tenant'],
    ['above', true, true, 'the management group company'],
    ['subscription', true, true, 'the subscription'],
    ['group', true, true, 'the resource group RG'],
    ['nodes', false, true, 'the resource group MC_rg_shop_westeurope'],
    ['cluster', true, false, 'SHOP'],
    ['subnet', false, false, 'nodes'],
  ])('%s', (scope, isReached, wide, words) => {
    const { config } = assignedTo('owner', { scope: scopes[scope] });
    expect([reaches(scopes[scope], id), isWide(config), placeOf(config)]).toEqual([isReached, wide, words]);
  });

  test('a group whose name only begins alike is another one', () => {
    expect(reaches(scopes.group.slice(0, -1), id)).toBe(false);
  });

  test.each([
    ['User', 'user', false],
    ['group', 'group', false],
    ['ForeignGroup', 'foreign group', false],
    ['ServicePrincipal', 'service principal', true],
    ['Device', 'device', true],
    ['', 'principal', true],
  ])('%s is a %s', (principalType, words, isMaybe) => {
    const { config } = assignedTo('owner', { principalType });
    expect([holderOf(config), mayBeIdentity(config)]).toEqual([`${words} somebody`, isMaybe]);
  });
});

describe('which roles a condition leaves to hand out', () => {
  const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
  const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
  const administrators = [owner, '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'f58310d9-a9f6-439a-9e8d-f62e7b41a168'];
  const leading = [
    ...administrators,
    ...['b24988ac-6180-42a0-ab88-20f7382dd24c', '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8'],
    ...['b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b', '3498e952-d568-435e-9b2c-8d77e338d7f7'],
    'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8',
  ];
  const only = (...them: string[]) => handingOut(`ForAnyOfAnyValues:GuidEquals {${them.join(', ')}}`);
  const allBut = (...them: string[]) => handingOut(`ForAnyOfAllValues:GuidNotEquals {${them.join(', ')}}`);

  test.each<[string, string | undefined, string]>([
    ['none is no limit', undefined, 'any'],
    ['an empty one is no limit', '', 'any'],
    [
      'one on the kind of principal says nothing of roles',
      "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEquals {'User'}",
      'any',
    ],
    ['a list of harmless roles', only(reader), 'limited'],
    ['a list with an upper-case id that leads to a cluster', only(reader, owner.toUpperCase()), 'any'],
    [
      'a list for writing and one for deleting',
      `${only(reader)} AND ${only(reader).replace('write', 'delete').replace('@Request', '@Resource')}`,
      'limited',
    ],
    ['all but the roles of administrators leaves Contributor', allBut(...administrators), 'any'],
    ['all but every role that leads to a cluster may leave a custom one', allBut(...leading), 'unclear'],
    ['a way around the list', `${only(reader)} OR @Request[a:b] StringEquals {'c'}`, 'unclear'],
    ['both kinds of lists', `${only(reader)} AND ${allBut(owner)}`, 'unclear'],
    ['another test of roles', handingOut('GuidLike {x}'), 'unclear'],
  ])('%s', (_, condition, expected) => {
    const account = subscription.split('/').at(-1) ?? '';
    const known = definedAs('reader');
    const { config } = assignedTo('rbacAdministrator', { condition });
    const role = definedAs('rbacAdministrator').config;
    const look = lookFrom(worldOf(snapshotsOf([known], [roleDefinition])), known);
    expect(definitionAddress(account, reader)).toBe(known.id);
    expect(handsOut(config, role, account, look)).toBe(expected);
  });
});
