import { folderOf, reportsIn } from '#app/config/reports';
import { writeScheduled, type ReportMade } from '#app/reporting/scheduled';
import { ShoalwatchError, type Clock } from '#model';
import { writtenBy } from '#report/formats';
import { reportOf } from '#report/model';
import { pastOf } from '#report/period/past';
import { controls } from '#rules/controls';
import { s3Reports } from '#store/drivers/s3-reports';
import { clock as usualClock } from './clock.ts';
import { deskFile, deskParts, type DeskFile } from './desk.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { logOf, type Log } from './log.ts';
import { storeClients, type StoreClients, type StoreNames } from './store.ts';

/** What the function works with that writes reports. */
export interface Means {
  readonly names: () => StoreNames;
  readonly file: () => Promise<DeskFile>;
  readonly clients: () => StoreClients;
  readonly clock: Clock;
  readonly log: (facts: Readonly<Record<string, string>>) => Log;
}

/** Writes the report that the schedule names. What stops it is in its log and an alarm; Lambda calls it twice more. */
export function reportHandlerOf(means = usualMeans): (event: unknown) => Promise<ReportMade> {
  return async (event) => {
    const { report: name } = Object(event) as { readonly report?: unknown };
    const log = means.log({ report: String(name) });
    try {
      const made = await written(String(name), means);
      log.info('written', { ...made });
      return made;
    } catch (error) {
      log.error('failed', error);
      throw error;
    }
  };
}

async function written(name: string, { names, file, clients, clock }: Means): Promise<ReportMade> {
  const beside = await file();
  const own = { clients: clients(), clock };
  const { version, ...desk } = deskParts(beside, names(), own);
  const entry = reportsIn(beside.config, desk.frameworks).find((it) => folderOf(it) === name);
  if (!entry) {
    throw new ShoalwatchError('input', `the config of the function has no report ${name}`, {
      cure: 'deploy the stack again: its schedules and its functions are of one config',
    });
  }
  const place = s3Reports({ client: own.clients.s3, name: names().BUCKET });
  return writeScheduled(entry, {
    ...desk,
    file: beside.policy,
    controls,
    reportOf,
    pastOf,
    written: writtenBy(version),
    place,
  });
}

const usualMeans: Means = {
  names: () => environmentOf(environmentNames.report),
  file: () => deskFile(),
  clients: () => storeClients(),
  clock: usualClock,
  log: (facts) => logOf('report', facts),
};
