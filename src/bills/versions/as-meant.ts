/** What a version may carry that a limit leaves out, and what stands for it then: every one of them is meant. */
const left: Readonly<Record<string, readonly [part: RegExp, none: string]>> = {
  apk: [/-r\d+$/, ''],
  // A revision of 0 is none; what stands before it may hold hyphens itself.
  deb: [/-[^-]*$/, '-0'],
  // Lock files write the platform that a gem was built for behind its version, where no version has a hyphen:
  // https://github.com/ruby/rubygems/blob/master/bundler/lib/bundler/lockfile_parser.rb, NAME_VERSION
  gem: [
    /-(?:java|jruby|x86|x86_64|x64|i\d86|arm\w*|aarch64|powerpc\w*|ppc\w*|s390x|riscv\d*|universal|mswin\d*|mingw\w*)(?:-.*)?$/s,
    '',
  ],
  // "Local version identifiers" of PEP 440 are ignored where the specifier names none.
  pypi: [/\+.*$/s, ''],
};

const epoch = /^0*[1-9]\d*:/;

/**
 * The readings of a version under a limit. A limit without a revision means every revision of its version, one without a
 * local label or platform every one of these. A limit without an epoch may mean that of the version or none: both are readings.
 */
export function readingsOf(ecosystem: string, version: string, limit: string): readonly string[] {
  const [part, none = ''] = (Object.hasOwn(left, ecosystem) ? left[ecosystem] : undefined) ?? [];
  const meant = part && !part.test(limit) ? version.replace(part, none) : version;
  const hasEpochs = ecosystem === 'deb' || ecosystem === 'rpm';
  if (!hasEpochs || !epoch.test(meant) || /^\d+:/.test(limit)) return [meant];
  return [meant, meant.replace(epoch, '')];
}
