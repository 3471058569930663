import { ecosystemOf } from './ecosystems.ts';

/** The types of package URLs. Source: https://github.com/package-url/purl-spec/blob/main/purl-types-index.json */
const registered: ReadonlySet<string> = new Set([
  ...['alpm', 'apk', 'bazel', 'bitbucket', 'bitnami', 'cargo', 'chrome-extension', 'cocoapods', 'composer', 'conan'],
  ...['conda', 'cpan', 'cran', 'deb', 'docker', 'gem', 'generic', 'github', 'golang', 'hackage', 'hex', 'huggingface'],
  ...['julia', 'luarocks', 'maven', 'mlflow', 'npm', 'nuget', 'oci', 'opam', 'otp', 'pub', 'pypi', 'qpkg', 'rpm'],
  ...['swid', 'swift', 'vscode-extension', 'yocto'],
]);

/**
 * The type that is meant by the one that a package URL has; undefined for what is none. Tools have written their own word
 * for a kind of package there: older Syft has `pkg:alpine/curl` for `pkg:apk/alpine/curl`.
 * Source: https://github.com/anchore/syft/blob/0acf9c42be2f28ee0fe8697f127212647adccc3b/syft/pkg/type.go
 */
export function packageType(written: string): string | undefined {
  if (registered.has(written)) return written;
  const meant = ecosystemOf(written);
  return meant === 'unknown' ? undefined : meant;
}
