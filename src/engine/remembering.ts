/** A function that works once for each argument. */
export function remembering<A, V extends object>(make: (of: A) => V): (of: A) => V {
  const made = new Map<A, V>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const value = make(of);
    made.set(of, value);
    return value;
  };
}
