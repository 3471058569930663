/** The line that says how many rows are left out, and which options show them; nothing where none is. */
export const restOf = (count: number, most: number, shownBy: string): readonly string[] =>
  count > most ? [`  ... ${count - most} more: ${shownBy}`] : [];
