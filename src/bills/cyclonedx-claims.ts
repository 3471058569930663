import * as z from 'zod';
import { mostFlaws, mostPackages } from './limits.ts';
import { entriesOf, maybe, part, shaped } from './shape.ts';

const composition = z.object({ aggregate: maybe });
const judged = z.object({ analysis: part });

/**
 * Whether a CycloneDX bill may be taken as whole: it says so of all that it composes, or says nothing of it.
 * https://cyclonedx.org/docs/1.7/json/#compositions
 */
export function isWhole(compositions: readonly unknown[] | undefined): boolean {
  const all = Array.from(entriesOf(compositions, 'compositions', mostPackages), ([value, at]) =>
    shaped(composition, value, at),
  );
  return all.every(({ aggregate }) => aggregate === 'complete');
}

/**
 * Whether a list of vulnerabilities is what a scanner found. Generators that did not scan write an empty one, and VEX
 * statements, each with an analysis, speak of the flaws that somebody asked about.
 */
export function isScan(vulnerabilities: readonly unknown[] | undefined): boolean {
  const all = Array.from(entriesOf(vulnerabilities, 'vulnerabilities', mostFlaws), ([value, at]) =>
    shaped(judged, value, at),
  );
  return all.some(({ analysis }) => analysis === undefined);
}
