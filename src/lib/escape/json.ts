/** Legal inside a JSON string, but a line break to JavaScript and log readers, or unseen, or a terminal control. */
const unsafe = /[[\u007f-\u009f\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]--[\ufe0e\ufe0f]]/gv;

/** Begins a command to a runner; in JSON it stands in a string alone. */
const obeyed = /##(?=\[|vso\[)/gi;

/**
 * For JSON and NDJSON. The danger: `JSON.stringify` leaves DEL, C1 controls, U+2028, U+2029 and bidirectional overrides
 * as they are, so that printed JSON drives a terminal or breaks a line, and `##[` and `##vso[`, which runners of builds
 * obey anywhere in a log. They become `\uXXXX`; parsing gives back the
 * same value. `undefined` is written as `null`; a value that JSON cannot hold (a bigint, a cycle) is a TypeError.
 */
export function forJson(value: unknown, indent?: number): string {
  const text: unknown = JSON.stringify(value, undefined, indent);
  return typeof text === 'string' ? text.replace(unsafe, asEscapes).replace(obeyed, '#\\u0023') : 'null';
}

/** Each UTF-16 code unit of the text as `\uXXXX`. */
export function asEscapes(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
