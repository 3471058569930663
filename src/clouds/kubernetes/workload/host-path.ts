/**
 * A path of a node in one form: without empty, `.` and `..` steps, `/var/run` as `/run`. One of Windows (with a drive
 * or backslashes) is in lower case, with slashes, and begins with none.
 */
export function pathOf(text: string): string {
  const windows = text.includes('\\') || /^[A-Za-z]:/.test(text);
  const steps: string[] = [];
  for (const step of (windows ? text.toLowerCase().replaceAll('\\', '/') : text).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  const path = steps.join('/');
  return windows ? path : `/${path}`.replace(/^\/var\/run(?=\/|$)/, '/run');
}

/** Whether a path is another one or lies below it. */
export const isWithin = (path: string, holder: string): boolean =>
  path === holder || path.startsWith(holder === '/' ? '/' : `${holder}/`);

/** Whether a path is no root: neither `/` nor a drive. */
export const hasParent = (path: string): boolean => path !== '/' && path.includes('/');
