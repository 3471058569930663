/**
 * Days for which the files of a sweep are kept, swept every so many minutes: until the next one was judged, for whoever judges a
 * change meanwhile reads from them, and a day more.
 */
export const daysOfReadings = (intervalMinutes: number): number => Math.ceil(intervalMinutes / (24 * 60)) + 1;
