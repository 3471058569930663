import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { expect, it } from 'vitest';
import {
  application,
  cloudEvent,
  entraClaims,
  googleClaims,
  gridSender,
  instant,
  issuerOf,
  otherTenant,
  push,
  pushAudience,
  pusher,
  requestOf,
  standOf,
  tenant,
  type Request,
} from './senders.ts';

const entra = await issuerOf('entra');
const google = await issuerOf('google');
const mallory = await issuerOf('mallory');
const keys = { entra, google };
const good = { azure: await entra.sign(entraClaims()), gcp: await google.sign(googleClaims()) };
const [head = '', claims = '', signature = ''] = good.azure.split('.');
const azureBody = JSON.stringify(cloudEvent);
const gcpBody = JSON.stringify(push);

const azure = async (other: JWTPayload, header = {}): Promise<Request> => ({
  token: await entra.sign(entraClaims(other), header),
});
const gcp = async (other: JWTPayload, header = {}): Promise<Request> => ({
  path: '/events/gcp',
  token: await google.sign(googleClaims(other), header),
});
const segment = (it: object): string => Buffer.from(JSON.stringify(it)).toString('base64url');
/** Signed as it stands: a signer of tokens would not sign everything. */
const written = async (header: object, claims: object): Promise<string> => {
  const text = `${segment(header)}.${segment(claims)}`;
  const signed = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', entra.privateKey, Buffer.from(text));
  return `${text}.${Buffer.from(signed).toString('base64url')}`;
};
const hmac = (secret: string, kid: string): Promise<string> =>
  new SignJWT(entraClaims()).setProtectedHeader({ alg: 'HS256', kid }).sign(new TextEncoder().encode(secret));
const pss = await crypto.subtle.importKey(
  'jwk',
  await crypto.subtle.exportKey('jwk', entra.privateKey).then(({ alg: _, ...jwk }) => jwk),
  { name: 'RSA-PSS', hash: 'SHA-256' },
  true,
  ['sign'],
);
const bearer = (authorization: string): Request => ({ headers: { authorization } });
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const ours = { token: good.azure };

const strangers: readonly (readonly [fact: string, request: Request])[] = [
  ['no token', {}],
  ['an empty header', bearer('')],
  ['a bearer without a token', bearer('Bearer ')],
  ['another scheme', bearer(`Basic ${Buffer.from('a:b').toString('base64')}`)],
  ['a token without its scheme', bearer(good.azure)],
  ['two headers of the good token, which the HTTP API joins', bearer(`Bearer ${good.azure},Bearer ${good.azure}`)],
  ['two headers, the good one last', bearer(`Bearer x.y.z, Bearer ${good.azure}`)],
  ['a token with something behind it', bearer(`Bearer ${good.azure} x`)],
  ['a token with a line break in front', bearer(`Bearer \n${good.azure}`)],
  ['a token in another header', { headers: { 'x-authorization': `Bearer ${good.azure}` } }],
  ['a token in the body', { body: JSON.stringify({ ...cloudEvent, authorization: good.azure }) }],
  ['a token of two parts', bearer(`Bearer ${head}.${claims}`)],
  ['a token of five parts', bearer(`Bearer ${head}.${claims}.${signature}.a.b`)],
  ['a token whose parts are no JSON', bearer('Bearer abc.def.ghi')],
  ['a token whose header is a list', bearer(`Bearer ${segment([])}.${claims}.${signature}`)],
  ['a token without a signature', bearer(`Bearer ${head}.${claims}.`)],
  ['a token with one letter of its signature changed', { token: `${head}.${claims}.${flipped(signature)}` }],
  [
    'a token with other claims under the good signature',
    { token: `${head}.${segment(entraClaims({ exp: instant * 2 }))}.${signature}` },
  ],
  ['a token longer than any', { token: `${head}.${claims}.${'A'.repeat(9000)}` }],
  ['the algorithm none', { token: new UnsecuredJWT(entraClaims()).encode() }],
  ['the algorithm none under the good signature', { token: `${segment({ alg: 'none' })}.${claims}.${signature}` }],
  ['the algorithm NONE in capitals', { token: `${segment({ alg: 'NONE' })}.${claims}.${signature}` }],
  ['HS256 with the public key as its secret', { token: await hmac(entra.spki, entra.kid) }],
  ['HS256 with the published key as its secret', { token: await hmac(JSON.stringify(entra.published), entra.kid) }],
  ['HS256 with an empty kid', { token: await hmac(entra.spki, '') }],
  [
    'PS256 with the right key',
    { token: await new SignJWT(entraClaims()).setProtectedHeader({ alg: 'PS256', kid: entra.kid }).sign(pss) },
  ],
  ['a header without an algorithm', { token: `${segment({ kid: entra.kid })}.${claims}.${signature}` }],
  ['a key that is unknown', { token: await mallory.sign(entraClaims()) }],
  ['another key under the name of the right one', { token: await mallory.sign(entraClaims(), { kid: entra.kid }) }],
  ['another key without a name', { token: await mallory.sign(entraClaims(), { kid: undefined }) }],
  ['a key that it brings along', { token: await mallory.sign(entraClaims(), { jwk: mallory.published }) }],
  [
    'a key that lies at its address',
    { token: await mallory.sign(entraClaims(), { jku: 'https://mallory.example/keys' }) },
  ],
  ['a kid that is a path', { token: await mallory.sign(entraClaims(), { kid: '../../dev/null' }) }],
  [
    'an extension that it says is critical',
    { token: await written({ alg: 'RS256', kid: entra.kid, crit: ['ext'], ext: 1 }, entraClaims()) },
  ],
  ['an issuer of another tenant', await azure({ iss: `https://sts.windows.net/${otherTenant}/` })],
  ['a token of another tenant', await azure({ iss: `https://sts.windows.net/${otherTenant}/`, tid: otherTenant })],
  ['the right issuer with the tid of another tenant', await azure({ tid: otherTenant })],
  ['no tid', await azure({ tid: undefined })],
  ['an issuer without its slash', await azure({ iss: `https://sts.windows.net/${tenant}` })],
  ['an issuer on another domain', await azure({ iss: `https://sts.windows.net.mallory.example/${tenant}/` })],
  ['the issuer common', await azure({ iss: 'https://login.microsoftonline.com/common/v2.0' })],
  ['no issuer', await azure({ iss: undefined })],
  ['another audience', await azure({ aud: 'https://management.azure.com' })],
  ['an audience among others', await azure({ aud: [application, 'https://graph.microsoft.com'] })],
  ['a list of the one audience', await azure({ aud: [application] })],
  ['an audience that begins like ours', await azure({ aud: `${application}.mallory` })],
  ['no audience', await azure({ aud: undefined })],
  ['another application as its sender', await azure({ appid: application })],
  ['no sender', await azure({ appid: undefined })],
  ['two senders, one of them good', await azure({ azp: application })],
  ['a list as its sender', await azure({ appid: [gridSender] })],
  ['the token of a person', await azure({ scp: 'user_impersonation' })],
  ['a token that has expired', await azure({ exp: instant - 61 })],
  ['a token that never expires', await azure({ exp: undefined })],
  ['a token whose end is a text', await azure({ exp: '9999999999' as unknown as number })],
  ['a token that is good only in the future', await azure({ nbf: instant + 600 })],
  ['a token that does not say when it was made', await azure({ iat: undefined })],
  ['a token of Google at the address of Azure', { token: good.gcp }],
  ['claims of Event Grid signed by Google', { token: await google.sign(entraClaims()) }],
  ['a token of Azure at the address of Google', { path: '/events/gcp', token: good.azure }],
  ['claims of the push signed by Entra', { path: '/events/gcp', token: await entra.sign(googleClaims()) }],
  ['another issuer than Google', await gcp({ iss: 'https://securetoken.google.com/shop-prod' })],
  ['an issuer that ends like Google', await gcp({ iss: 'https://mallory.example/accounts.google.com' })],
  ['another audience of Google', await gcp({ aud: 'https://example.com/events' })],
  ['an audience of Google among others', await gcp({ aud: [pushAudience, 'https://example.com'] })],
  ['another service account', await gcp({ email: 'mallory@shop-prod.iam.gserviceaccount.com' })],
  ['a service account in capitals', await gcp({ email: pusher.toUpperCase() })],
  ['no service account', await gcp({ email: undefined })],
  ['an address that Google has not verified', await gcp({ email_verified: false })],
  ['an address that is verified in words', await gcp({ email_verified: 'true' })],
  ['an address of which nothing is said', await gcp({ email_verified: undefined })],
  ['an expired token of Google', await gcp({ exp: instant - 3600 })],
  ['a future token of Google', await gcp({ nbf: instant + 3600, exp: instant + 7200 })],
  ['an oversized body', { body: 'x'.repeat(300 * 1024) }],
  ['a body that is no JSON', { body: '{' }],
];

it.each(strangers)('%s: 401, and nothing more', async (_, request) => {
  const body = request.path === '/events/gcp' ? gcpBody : azureBody;
  await expectRefused({ body, ...request }, 401);
});

const broken: readonly (readonly [fact: string, status: number, request: Request])[] = [
  [
    'a body larger than the queue is given',
    413,
    { body: JSON.stringify({ ...cloudEvent, data: 'x'.repeat(256 * 1024) }) },
  ],
  [
    'one that is larger only once its base64 is read',
    413,
    { body: Buffer.alloc(256 * 1024 + 1, ' ').toString('base64'), base64: true },
  ],
  ['a push larger than an entry can be', 413, { path: '/events/gcp', token: good.gcp, body: 'x'.repeat(400 * 1024) }],
  ['no body', 400, {}],
  ['no JSON', 400, { body: 'event=1' }],
  ['half of a JSON', 400, { body: azureBody.slice(0, -1) }],
  ['two JSON in one', 400, { body: azureBody + azureBody }],
  ['no UTF-8', 400, { body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]).toString('base64'), base64: true }],
  ['null', 400, { body: 'null' }],
  ['a text', 400, { body: '"event"' }],
  ['an empty list', 400, { body: '[]' }],
  ['a list with a stranger in it', 400, { body: JSON.stringify([cloudEvent, { type: 'x' }]) }],
  ['a CloudEvent of another version', 400, { body: JSON.stringify({ ...cloudEvent, specversion: '0.3' }) }],
  ['a CloudEvent without a source', 400, { body: JSON.stringify({ ...cloudEvent, source: undefined }) }],
  ['an event of AWS', 400, { body: '{"detail-type":"AWS API Call via CloudTrail","source":"aws.eks","detail":{}}' }],
  ['a push at the address of Azure', 400, { body: gcpBody }],
  ['an event of Azure at the address of Google', 400, { path: '/events/gcp', token: good.gcp, body: azureBody }],
  [
    'a push whose message is a text',
    400,
    { path: '/events/gcp', token: good.gcp, body: '{"message":"x","subscription":"s"}' },
  ],
  ['fields that only its prototype has', 400, { body: `{"__proto__":${azureBody}}` }],
  [
    'a body nested deeper than any record',
    400,
    { body: JSON.stringify({ ...cloudEvent, data: 1 }).replace('"data":1', `"data":${nested(400)}`) },
  ],
  ['a body that is nothing but brackets', 400, { body: nested(120_000) }],
  ['another method', 404, { method: 'GET' }],
  ['another address', 404, { path: '/events/aws', body: azureBody }],
  ['the root', 404, { path: '/', body: azureBody }],
  [
    'a question of another origin',
    400,
    { method: 'OPTIONS', headers: { 'webhook-request-origin': 'mallory.example' } },
  ],
  [
    'an origin that begins like Event Grid',
    400,
    { method: 'OPTIONS', headers: { 'webhook-request-origin': 'eventgrid.azure.net.mallory.example' } },
  ],
  ['a question without an origin', 400, { method: 'OPTIONS' }],
  [
    'a question at the address of Google',
    404,
    { path: '/events/gcp', method: 'OPTIONS', headers: { 'webhook-request-origin': 'eventgrid.azure.net' } },
  ],
];

it.each(broken)('with a good token, %s: %i, and nothing more', async (_, status, request) => {
  await expectRefused({ ...ours, ...request }, status);
});

it('there are at least sixty requests that must be refused', () => {
  expect(strangers.length + broken.length).toBeGreaterThanOrEqual(60);
});

it('a log says why, on one line and without the token', async () => {
  const stand = standOf(keys);
  const token = await entra.sign(entraClaims({ aud: 'x\n{"level":"INFO"}\u001b[2J' }));
  await stand.handler(requestOf({ token, body: azureBody }));
  expect(stand.said).toHaveLength(1);
  expect(stand.said[0]).toContain('Its aud is');
  expect(stand.said[0]).not.toMatch(/[\u0000-\u001f]/);
  expect(stand.said.join()).not.toContain(token);
});

async function expectRefused(request: Request, status: number): Promise<void> {
  const stand = standOf(keys);
  expect(await stand.handler(requestOf(request))).toEqual({ statusCode: status, headers: {} });
  expect(stand.queued).toEqual([]);
  expect(stand.said.join()).not.toContain('will be sent again');
}

function flipped(text: string): string {
  const at = Math.floor(text.length / 2);
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}
