const second = 1000;
const units = [
  ['d', 86_400 * second],
  ['h', 3600 * second],
  ['min', 60 * second],
] as const;

/** A length of time in its two largest units: `3 h 12 min`, `2 d`, `45 s`. */
export function lasting(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const at = units.findIndex(([, size]) => whole >= size);
  const [name, size] = units[at] ?? ['s', second];
  const first = `${Math.floor(whole / size)} ${name}`;
  const next = units[at + 1];
  const rest = next && at >= 0 ? Math.floor((whole % size) / next[1]) : 0;
  return next && rest > 0 ? `${first} ${rest} ${next[0]}` : first;
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}
