import { scopeMap } from '#clouds/azure/acr/scope-map/resource';
import { registryToken } from '#clouds/azure/acr/token/resource';
import rule from '#rules/azure/acr/acr-token-scope-broad';
import { registryWith } from '../../../support/azure/acr.ts';
import { scopeMapId, scopeMapWith, tokenWith } from '../../../support/azure/surroundings.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = registryWith();
const at = '2026-11-23T00:00:00.000Z';
const tokenTo = (map: string, more: object = {}) =>
  tokenWith('ci', { status: 'enabled', scopeMapId: scopeMapId(map), ...more });
const until = (expiry?: string) => ({ credentials: { passwords: [{ name: 'password1', ...(expiry && { expiry }) }] } });
const nextYear = '2027-11-23T00:00:00.000Z';
const narrow = scopeMapWith('narrow', {
  actions: ['repositories/shop/content/write', 'repositories/*/content/read', 'repositories/*/metadata/write'],
});
const pushing = scopeMapWith('_repositories_push', {
  actions: ['repositories/*/content/read', 'repositories/*/content/write'],
});
const deleting = scopeMapWith('clean', { actions: ['repositories/*/content/DELETE'] });
const key = tokenTo('narrow').id;
const push = 'The token ci may do repositories/*/content/write.';

testRule(rule, {
  pass: {
    'no tokens': { on, at },
    'a token of some repositories without passwords': { on, at, beside: [tokenTo('narrow'), narrow] },
    'ids are compared without case': {
      on,
      at,
      beside: [tokenTo('narrow', { scopeMapId: scopeMapId('narrow').toUpperCase() }), narrow],
    },
    'a password of a year': { on, at, beside: [tokenTo('narrow', until(nextYear)), narrow] },
    'a disabled token': { on, at, beside: [tokenTo('_repositories_push', { status: 'disabled' }), pushing] },
    'a token of a connected registry': { on, at, beside: [tokenTo('_connectedregistry-edge', until())] },
    'a token of another registry': {
      on,
      at,
      beside: [tokenWith('../../other/tokens/ci', { status: 'enabled' })],
    },
  },
  fail: {
    'pushes to every repository': { on, at, beside: [tokenTo('_repositories_push'), pushing], key, message: push },
    'deletes from every repository': {
      on,
      at,
      beside: [tokenTo('clean'), deleting],
      key,
      message: 'The token ci may do repositories/*/content/DELETE.',
    },
    'a token that does not say that it is disabled': {
      on,
      at,
      beside: [tokenTo('_repositories_push', { status: undefined }), pushing],
      key,
      message: push,
    },
    'a password without an end': {
      on,
      at,
      beside: [tokenTo('narrow', until()), narrow],
      key,
      message: 'The token ci has the password1 that never ends.',
    },
    'a password that lasts too long': {
      on,
      at,
      beside: [tokenTo('narrow', until('2027-11-24T00:00:00.000Z')), narrow],
      key,
      message: 'The token ci has the password1 until 2027-11-24.',
    },
    'a password whose end is no date': {
      on,
      at,
      beside: [tokenTo('narrow', until('soon')), narrow],
      key,
      message: 'The token ci has the password1 until unknown date.',
    },
    'policy allows fewer days': {
      on,
      at,
      beside: [tokenTo('narrow', until(nextYear)), narrow],
      params: { maxTokenDays: 364 },
      key,
      message: 'The token ci has the password1 until 2027-11-23.',
    },
    'one finding names all that is wrong with a token': {
      on,
      at,
      beside: [tokenTo('_repositories_push', until()), pushing],
      key,
      message: 'The token ci may do repositories/*/content/write, has the password1 that never ends.',
    },
    'a password without an end, and a scope map that was not found': {
      on,
      at,
      beside: [tokenTo('gone', until())],
      key,
      message: 'The token ci has the password1 that never ends.',
    },
    'a token in the state Updating is changed later': {
      on,
      at,
      beside: [tokenTo('_repositories_push', { provisioningState: 'Updating' }), pushing],
      key,
      message: push,
      cannot: 'the token is in the state Updating',
    },
  },
  unknown: {
    'tokens were not read': { on, at, hidden: [registryToken], reason: 'denied' },
    'scope maps were not read': { on, at, beside: [tokenTo('narrow'), narrow], hidden: [scopeMap], reason: 'denied' },
    'a scope map that was not found': {
      on,
      at,
      beside: [tokenTo('narrow')],
      reason: 'not-found',
      message: 'The scope map of the token ci was not found.',
    },
    'a scope map without its actions': {
      on,
      at,
      beside: [tokenTo('narrow'), scopeMapWith('narrow', {})],
      reason: 'field-missing',
    },
    'files without tokens': { on, at, folder: 'estate', reason: 'not-in-files' },
  },
});
