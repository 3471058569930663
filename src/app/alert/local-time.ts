const day = 86_400_000;

interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** A time of day on some days of the week, as clocks in a time zone show it. */
export interface DailyTime {
  /** `09:00` */
  readonly at: string;
  readonly days: 'mon-fri' | 'daily';
  /** IANA name. */
  readonly zone: string;
}

/** The last moment at or before an instant at which clocks there showed the time, in milliseconds since 1970. */
export function lastTime(now: number, { at, days, zone }: DailyTime): number {
  const [hour = 9, minute = 0] = at.split(':').map(Number);
  for (let back = 0; back < 10; back += 1) {
    const { year, month, day: date } = wallOf(now - back * day, zone);
    const week = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
    if (days === 'mon-fri' && (week === 0 || week === 6)) continue;
    const moment = momentOf({ year, month, day: date, hour, minute }, zone);
    if (moment <= now) return moment;
  }
  return now;
}

/** When clocks show this; where they are put forward over it, the moment after. */
function momentOf(wall: Wall, zone: string): number {
  const utc = asUtc(wall);
  const first = utc - offsetAt(utc, zone);
  return utc - offsetAt(first, zone);
}

const asUtc = ({ year, month, day: date, hour, minute }: Wall): number => Date.UTC(year, month - 1, date, hour, minute);

const offsetAt = (moment: number, zone: string): number =>
  asUtc(wallOf(moment, zone)) - Math.floor(moment / 60_000) * 60_000;

function wallOf(moment: number, zone: string): Wall {
  const parts = formatIn(zone).formatToParts(moment);
  const numberOf = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return {
    ...{ year: numberOf('year'), month: numberOf('month'), day: numberOf('day') },
    ...{ hour: numberOf('hour'), minute: numberOf('minute') },
  };
}

const formatIn = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  });
