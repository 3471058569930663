import { parseInstant } from '#lib/time';
import type { Instant } from '#model';

/**
 * The day of a node image, as its version tells it: Linux ends in `-YYYYMM.DD.n`, and before in `-YYYY.MM.DD`, Windows in
 * `.YYMMDD`. Undefined for what is of neither form.
 * Source: https://learn.microsoft.com/azure/aks/node-image-upgrade, https://github.com/Azure/AKS/releases
 */
export function dayOfImage(version: string): Instant | undefined {
  const [, year, month, day] =
    /-(\d{4})(\d{2})\.(\d{2})\.\d+$/.exec(version) ??
    /-(\d{4})\.(\d{2})\.(\d{2})$/.exec(version) ??
    /^AKSWindows-.*\.(\d{2})(\d{2})(\d{2})$/i.exec(version) ??
    [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const instant = `${year.padStart(4, '20')}-${month}-${day}T00:00:00Z`;
  return parseInstant(instant) === undefined ? undefined : instant;
}

/** Whether an image may be the newest at its age: those of Windows come once a month, some weeks apart from region to region. */
export const mayBeNewest = (version: string, days: number): boolean => /^AKSWindows-/i.test(version) && days <= 56;
