/**
 * What a text shows by its form that it holds, as `a GitHub token`; undefined where nothing is recognised. Samples that
 * their makers publish, placeholders and references to variables are no credentials. Takes linear time.
 */
export function credentialIn(text: string): string | undefined {
  const window = text.slice(0, most);
  return forms.find(([, form]) => [...window.matchAll(form)].some(([found, part = found]) => !isSample(part)))?.[0];
}

/** What a value of a name holds: by its form, or a secret where the name says so and nothing simple is written there. */
export function credentialOf(name: string, value: string): string | undefined {
  if (/(?:^|[^a-z])secret[_.-]?access[_.-]?key$/i.test(name) && /^[A-Za-z0-9/+]{40}$/.test(value) && !isSample(value))
    return 'an AWS secret access key';
  return credentialIn(value) ?? (isSecretName(name) && isRandom(value) ? byName : undefined);
}

/** The weaker answer: nothing but the name says that it is a secret. */
export const byName = 'a secret by its name';

/** How much of a text is looked at. */
const most = 20_000;

/** Each begins at a fixed word or where a word begins; where a part is captured, that part is the secret. */
const forms: readonly (readonly [string, RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g],
  ['a GitHub token', /(?<![A-Za-z0-9])(?:gh[opsur]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})/g],
  ['a GitLab token', /(?<![A-Za-z0-9])gl(?:pat|oas|dt|rtr?|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_.-]{20,255}/g],
  ['a Slack token', /(?<![A-Za-z0-9])xox[abeprs]-[A-Za-z0-9-]{20,255}/g],
  ['a Stripe key', /(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{20,255}/g],
  ['the key of an Azure storage account', /(?<![A-Za-z])AccountKey=([A-Za-z0-9+/]{86}==)/g],
  ['a JSON web token', /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.([A-Za-z0-9_-]{16,})/g],
  ['the key of an Azure namespace', /(?<![A-Za-z])SharedAccessKey=([A-Za-z0-9+/]{43}=)/g],
  [
    'a client secret of Entra ID',
    /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/g,
  ],
  ['a connection string with a password', /;\s{0,9}(?:password|pwd)\s{0,9}=\s{0,9}([^;"']{1,400})(?=[;"']|$)/gi],
  ['a connection string with a password', /(?:^|["'])(?:password|pwd)=([^;"']{1,400});\s{0,9}[a-z ]{1,40}=/gi],
  ['a URL with a password', /:\/\/[^\s/:@"'$]{0,200}:([^\s/@"']{1,400})@/g],
];

/** Words of which people make placeholders. */
const placeholder =
  /example|changeme|change[-_]me|placeholder|redacted|dummy|your[-_]|^(?:\W+|x+|pass|passw(?:or)?d|pwd|secret|token|user|test)$/i;

const isSample = (text: string): boolean =>
  /\$[({]|^`|^\$(?:[A-Za-z_]\w*|\d)(?:\s|$)|^[<{[%].*[>}\]%]$/.test(text) || placeholder.test(text);

const secretNames: readonly string[] = ['password', 'passwd', 'secret', 'token', 'apikey', 'privatekey', 'accesskey'];

/** What a name ends in that says where a secret is, or something about it. */
const namesOfOther: readonly string[] = ['file', 'path', 'name', 'url', 'arn', 'id', 'ttl', 'stdin'];

/** Whether words of a name are those of a secret: `DB_PASSWORD`, `apiKey`, `TOKEN_CI`, and not `TOKEN_URL`. */
function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (namesOfOther.includes(words.at(-1) ?? '')) return false;
  return words.some((word, at) => [word, word + (words[at + 1] ?? '')].some((one) => secretNames.includes(one)));
}

/** Whether a value is nothing that people write by hand: letters and signs that repeat little, no path, name or number. */
function isRandom(value: string): boolean {
  const written = /^[a-z]+(?:[-_.:/](?:[a-z]+|[a-z0-9]{1,12}))*$|^[./~]|:\/\/|\s/i.test(value);
  const isMixed = /[A-Za-z]/.test(value) && /[^A-Za-z_.:/-]/.test(value);
  return value.length >= 8 && value.length <= 500 && isMixed
    ? !written && !isSample(value) && entropyOf(value) >= 3.5
    : false;
}

/** Bits for each character, by how often each comes. */
function entropyOf(text: string): number {
  const counts = [...Map.groupBy(text, (it) => it).values()].map(({ length }) => length / text.length);
  return -counts.reduce((sum, share) => sum + share * Math.log2(share), 0);
}
