import { totalsOf } from '#engine/totals';
import { standingAt } from '#engine/waivers/waive';
import { registerOf, type Registered } from '#engine/waivers/waiver-register';
import { compareText } from '#lib/text';
import type { Finding, Instant, Memory, PolicyDocument, Scan, WaiverRecord } from '#model';

/** Findings as they stand now, whoever has judged them last: what hid them may have ended or been revoked since. */
export const findingsAt = async (memory: Memory, at: Instant): Promise<readonly Finding[]> =>
  standingAt(await memory.findings(), at, await revokedBy(memory, at));

/** A scan as it stood at an instant after it: what hid its findings may have ended or been revoked by then. */
export async function scanAt(scan: Scan, memory: Memory, at: Instant): Promise<Scan> {
  const findings = standingAt(scan.findings, at, await revokedBy(memory, at));
  const { waived } = totalsOf(scan.judgements, findings);
  return { ...scan, findings, totals: { ...scan.totals, waived } };
}

const revokedBy = async ({ waivers }: Memory, at: Instant): Promise<ReadonlySet<string>> =>
  new Set(
    (await waivers.all()).flatMap(({ id, ended }) =>
      ended?.kind === 'revoked' && compareText(ended.at, at) <= 0 ? [id] : [],
    ),
  );

/** What a register is looked up for. */
export interface RegisterOfScan {
  readonly scan: Scan;
  readonly memory: Memory | undefined;
  /** What the config file says; a scan by a version of the policy had that one's waivers. */
  readonly file: PolicyDocument;
  readonly at: Instant;
}

/** The register of accepted risks at an instant, over the findings of a scan: acts that came later are not in it. */
export async function registerOfScan({ scan, memory, file, at }: RegisterOfScan): Promise<readonly Registered[]> {
  const { findings, policyVersion } = scan;
  const version = policyVersion === null ? undefined : await memory?.policies.version(policyVersion);
  const stored = memory ? await storedAt(memory, at) : [];
  return registerOf({ file: (version?.document ?? file).waivers, stored, findings, at });
}

async function storedAt({ waivers }: Memory, at: Instant): Promise<readonly WaiverRecord[]> {
  const histories = await Promise.all((await waivers.all()).map(({ id }) => waivers.history(id)));
  return histories.flatMap((entries) => entries.filter((it) => compareText(it.at, at) <= 0).at(-1)?.waiver ?? []);
}
