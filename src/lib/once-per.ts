/** A function that works once for each object that it is given, for as long as somebody holds that object. */
export function oncePer<A extends object, V extends object>(make: (of: A) => V): (of: A) => V {
  const made = new WeakMap<A, V>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const value = make(of);
    made.set(of, value);
    return value;
  };
}
