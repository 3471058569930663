/**
 * Whether a name as a scanner writes it is a package that is asked for: scanners write `group:artifact` where package URLs
 * write `group/artifact`, or the last part alone is asked for; of Python names several spellings are one. A scanner
 * that does not tell the ecosystem may mean Python.
 */
export function isNamedPackage(name: string, asked: string, ecosystem = 'pypi'): boolean {
  const spelt = (it: string): string => {
    const usual = it.toLowerCase().replaceAll(':', '/');
    return ecosystem === 'pypi' ? usual.replace(/[-_.]+/g, '-') : usual;
  };
  const [own, wanted] = [spelt(name), spelt(asked)];
  return own === wanted || own.endsWith(`/${wanted}`);
}
