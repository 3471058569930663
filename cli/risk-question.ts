import { mistakeInPurl, mistakeInRange } from '#bills/asked-package';
import { namedBy } from '#bills/package';
import { parseReference } from '#clouds/kubernetes/image/reference-facts';
import { isFlawId } from '#lib/cve';
import { forShell } from '#lib/escape/shell';
import { isVersionRange } from '#lib/version-range';
import { ShoalwatchError, type RiskQuestion } from '#model';

/** What can be asked, each by an option of its own. */
export interface Asked {
  readonly cve?: string;
  readonly package?: string;
  readonly image?: string;
  readonly ami?: string;
  readonly version?: string;
}

/** A question with how a person names it, and the command that denies what it is about. */
export interface Posed {
  readonly question: RiskQuestion;
  readonly about: string;
  readonly denial: string;
}

const readers = { cve, package: packageNamed, image, ami, version } as const;

const names = ['cve', 'package', 'image', 'ami', 'version'] as const;

/** Reads the one question that is asked; none where all denials are. Throws a usage error that says what one looks like. */
export function posedBy(asked: Asked, denied = false): Posed | undefined {
  const given = names.filter((name) => asked[name] !== undefined);
  const count = given.length + (denied ? 1 : 0);
  if (count !== 1) {
    throw new ShoalwatchError('usage', `risk answers one question at a time, and ${count} were asked`, {
      cure: 'shoalwatch risk --cve CVE-2026-1234, or --package, --image, --ami, --version, --denied',
    });
  }
  const [name] = given;
  return name && readers[name]((asked[name] ?? '').trim());
}

const wrong = (option: string, text: string, cure: string): ShoalwatchError =>
  new ShoalwatchError('usage', `--${option} takes no ${JSON.stringify(text)}`, { cure });

function cve(text: string): Posed {
  if (!isFlawId(text)) throw wrong('cve', text, 'name an id such as CVE-2026-1234');
  const id = text.toUpperCase().startsWith('CVE-') ? text.toUpperCase() : text;
  return { question: { about: 'cve', id }, about: id, denial: `cve ${forShell(id)}` };
}

const packageForm = "name it as log4j-core, 'log4j-core@<2.17.1' or pkg:npm/lodash";

function packageNamed(text: string): Posed {
  const isUrl = text.startsWith('pkg:');
  // What says more of a package URL than its name and version stands behind a question mark or a hash.
  const given = isUrl ? text.replace(/[?#].*$/s, '') : text;
  const at = given.lastIndexOf('@');
  const isSplit = at > 0 && at > given.lastIndexOf('/');
  const [named, behind] = isSplit ? [given.slice(0, at), given.slice(at + 1).trim()] : [given, undefined];
  const range = isUrl && behind !== undefined ? unescaped(behind) : behind;
  const url = isUrl ? namedBy(named) : undefined;
  const isName = /^[^\s\p{Cc}]+$/u.test(named) && range !== '' && !/\p{Cc}/u.test(range ?? '');
  if (!isName || (isUrl && !url)) throw wrong('package', text, packageForm);
  const mistake = mistakeInPurl(named) ?? (range === undefined ? undefined : mistakeInRange(named, range));
  if (mistake !== undefined) throw new ShoalwatchError('usage', `--package: ${mistake}`, { cure: packageForm });
  const narrow = range === undefined ? {} : { range };
  const versions = range === undefined ? '' : ` --versions ${forShell(range)}`;
  return {
    question: { about: 'package', name: url?.name ?? named, ...(url && { ecosystem: url.ecosystem }), ...narrow },
    about: text,
    denial: `package ${isUrl ? forShell(named) : 'pkg:TYPE/NAME'}${versions}`,
  };
}

/** Package URLs escape the colon of an epoch and the like. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function image(text: string): Posed {
  const digest = /^(?:.+@)?(sha256:[0-9a-f]{64})$/.exec(text)?.[1];
  if (digest !== undefined) return { question: { about: 'image', digest }, about: text, denial: `digest ${digest}` };
  if (/(?:^|@)sha256:/i.test(text))
    throw wrong('image', text, 'name the whole digest: sha256: and 64 hex digits in small letters');
  const found = parseReference(text);
  if (!found) throw wrong('image', text, 'name it as registry.example/team/web:1.2, team/web or sha256:...');
  const { host, path, tag, written } = found;
  // A name of one step with a dot in it would be one of Docker Hub: nobody means that.
  if (!written.includes('/') && written.includes('.'))
    throw wrong('image', text, `it looks like a registry without an image: name it as ${written}/team/web`);
  const own = [written, `library/${written}`].includes(path) ? { path: written } : { host, path };
  return {
    question: { about: 'image', ...own, ...(tag !== undefined && { tag }) },
    about: text,
    denial: `image ${forShell(text)}`,
  };
}

function ami(id: string): Posed {
  if (!/^ami-[0-9a-f]+$/.test(id)) throw wrong('ami', id, 'name an id such as ami-0123456789abcdef0');
  return { question: { about: 'ami', id }, about: id, denial: `ami ${id}` };
}

function version(text: string): Posed {
  const at = text.indexOf('@');
  const [of, versions] = at < 0 ? ['kubernetes', text] : [text.slice(0, at), text.slice(at + 1)];
  if (!/^[a-z0-9][\w.-]*$/.test(of) || !isVersionRange(versions))
    throw wrong('version', text, "name it as 1.29, '<1.30' or vpc-cni@1.18: what follows the numbers does not count");
  const isCluster = of === 'kubernetes';
  return {
    question: { about: 'version', of, versions },
    about: `${isCluster ? 'Kubernetes' : of} ${versions}`,
    denial: isCluster ? `kubernetes ${forShell(versions)}` : `addon ${of} --versions ${forShell(versions)}`,
  };
}
