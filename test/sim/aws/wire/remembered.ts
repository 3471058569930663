/**
 * Writes each object once. The estate is never changed in place (a write makes new objects), so the text of an object
 * stays right as long as the object lives, and goes with it.
 */
export function remembered(write: (value: unknown) => string): (value: unknown) => string {
  const texts = new WeakMap<object, string>();
  return (value) => {
    if (typeof value !== 'object' || value === null) return write(value);
    const earlier = texts.get(value);
    if (earlier !== undefined) return earlier;
    const text = write(value);
    texts.set(value, text);
    return text;
  };
}
