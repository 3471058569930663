/** How much of a view is drawn. */
export interface Room {
  /** Rows of a list. */
  readonly rows: number;
  /** Characters of a sentence of others, and of a name or value of theirs. */
  readonly prose: number;
  readonly value: number;
  /** Whether what helps but is not needed is drawn, too. */
  readonly extras: boolean;
  /** Whether names lead to the provider's console. */
  readonly links: boolean;
}

/** The least that is still the alert; it fits whatever is in it. */
export const least: Room = { rows: 0, prose: 60, value: 16, extras: false, links: false };

/** From all that a message may show down to the least. */
export const rooms: readonly Room[] = [
  { rows: 10, prose: 280, value: 160, extras: true, links: true },
  { rows: 10, prose: 240, value: 100, extras: false, links: true },
  { rows: 5, prose: 200, value: 80, extras: false, links: false },
  { rows: 3, prose: 120, value: 40, extras: false, links: false },
  least,
];
