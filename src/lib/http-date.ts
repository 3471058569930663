const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const form = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;

/**
 * Milliseconds since 1970 of a date as HTTP headers have it: `Sun, 06 Nov 1994 08:49:37 GMT`. Undefined for anything else, the
 * forms that are only read for the sake of old servers included. Source: RFC 9110, section 5.6.7.
 */
export function parseHttpDate(text: string): number | undefined {
  const [, day = '', month = '', year = '', hours = '', minutes = '', seconds = ''] = form.exec(text) ?? [];
  const at = months.indexOf(month);
  return at < 0 ? undefined : Date.UTC(Number(year), at, Number(day), Number(hours), Number(minutes), Number(seconds));
}
