/**
 * The emoji that our messages use, drawn: not every machine has a font with them. A name that is not here is shown as it
 * is written.
 */
export function emojiAsHtml(name: string): string | undefined {
  const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
  return shape && `<svg viewBox="0 0 16 16" role="img" aria-label="${name.replaceAll('_', ' ')}">${shape}</svg>`;
}

const circle = (fill: string): string => `<circle cx="8" cy="8" r="6.5" fill="${fill}"/>`;
const line = (colour: string, path: string, width = 1.8): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const solid = (fill: string, path: string): string => `<path d="${path}" fill="${fill}"/>`;

const grey = '#7b8794';
const red = '#d92d20';
const green = '#2e9e4f';
const amber = '#e08a00';
const blue = '#2f7fd1';

const shapes: Readonly<Record<string, string>> = {
  red_circle: circle(red),
  large_orange_circle: circle('#f08a24'),
  large_yellow_circle: circle('#f2c531'),
  white_circle: `<circle cx="8" cy="8" r="6" fill="#e8eaed" stroke="${grey}"/>`,
  hourglass_flowing_sand: solid(amber, 'M4 1.5h8v2.4L9.3 8 12 12.1v2.4H4v-2.4L6.7 8 4 3.9z'),
  zzz: line(blue, 'M2.5 8.500h5l-5 5h5M8.500 2.500h4.500l-4.500 4.500h4.500'),
  ballot_box_with_check: `<rect x="1.500" y="1.500" width="13" height="13" rx="2.500" fill="${blue}"/>${line('#fff', 'M4.500 8.300l2.400 2.400 4.600-5')}`,
  white_check_mark: `<rect x="1.500" y="1.500" width="13" height="13" rx="2.500" fill="${green}"/>${line('#fff', 'M4.500 8.300l2.400 2.400 4.600-5')}`,
  wastebasket: solid(grey, 'M3 3.500h10v1.500H3zM6 1.800h4v1.700H6zM4 6h8l-.8 8.500H4.800z'),
  heavy_minus_sign: line(grey, 'M3 8h10', 2.6),
  leftwards_arrow_with_hook: line(blue, 'M6 4.500L2.500 8 6 11.500M3 8h7a3 3 0 0 0 0-6H8.500'),
  bust_in_silhouette: `<circle cx="8" cy="5" r="3.200" fill="${grey}"/>${solid(grey, 'M2 14.500c0-4 2.500-5.500 6-5.500s6 1.500 6 5.500z')}`,
  wrench: solid(
    grey,
    'M14 4.200l-2.600 2.600-2.200-2.200L11.800 2A4 4 0 0 0 6.600 7L2 11.600 4.400 14 9 9.400a4 4 0 0 0 5-5.200z',
  ),
  lock: `<rect x="3" y="7" width="10" height="7.500" rx="1.500" fill="${amber}"/>${line(amber, 'M5 7V5a3 3 0 0 1 6 0v2')}`,
  alarm_clock: `<circle cx="8" cy="9" r="5" fill="none" stroke="${red}" stroke-width="1.800"/>${line(red, 'M8 6.500V9l1.800 1M2 4l2.500-2M14 4l-2.500-2', 1.5)}`,
  mag: `<circle cx="6.500" cy="6.500" r="4.300" fill="none" stroke="${blue}" stroke-width="1.800"/>${line(blue, 'M10 10l4 4')}`,
  warning: `${solid('#f2b01e', 'M8 1.500l7 12.700H1z')}${line('#402d00', 'M8 6v3.500M8 11.900v.1', 1.6)}`,
  x: line(red, 'M3.500 3.500l9 9M12.500 3.500l-9 9', 2.6),
  no_entry_sign: `<circle cx="8" cy="8" r="5.800" fill="none" stroke="${red}" stroke-width="1.900"/>${line(red, 'M4 4l8 8')}`,
  ocean: line(
    blue,
    'M1 6c2-2.500 3.500-2.500 5 0s3 2.500 4.500 0 3-2.500 4.500 0M1 11c2-2.500 3.500-2.500 5 0s3 2.500 4.500 0 3-2.500 4.500 0',
  ),
  page_facing_up: `<path d="M3.500 1.500h6l3 3v10h-9z" fill="none" stroke="${grey}" stroke-width="1.500" stroke-linejoin="round"/>${line(grey, 'M5.500 7h5M5.500 9.500h5M5.500 12h3', 1.3)}`,
  newspaper: `<rect x="2" y="2" width="12" height="12" rx="1.500" fill="none" stroke="${grey}" stroke-width="1.500"/>${line(grey, 'M4.500 5.500h7M4.500 8h7M4.500 10.500h4', 1.3)}`,
  scroll: `<rect x="3.500" y="1.500" width="9" height="13" rx="1.500" fill="#e6c98f"/>${line('#7a5b1e', 'M5.500 5h5M5.500 8h5M5.500 11h3', 1.2)}`,
  package: `${solid('#c98b4a', 'M2 4.500L8 1.500l6 3v7l-6 3-6-3z')}${line('#7a4e20', 'M2 4.500l6 3 6-3M8 7.500v7', 1.1)}`,
  rotating_light: `${solid(red, 'M4 11V8a4 4 0 0 1 8 0v3z')}<rect x="2.500" y="11.500" width="11" height="2.500" rx="1" fill="${grey}"/>${line(red, 'M8 1v1M2.500 3.500l.8.800M13.500 3.500l-.8.800', 1.3)}`,
  wave: solid(
    '#f2b84b',
    'M5 14c-2-2-3-4.500-3-7l1.500-.5L5 9V3.500c0-1 1.500-1 1.500 0V8V2.500c0-1 1.500-1 1.500 0V8V3c0-1 1.500-1 1.500 0v6l1.200-2c.6-.9 1.900-.3 1.500.7C11.500 10.500 10.500 13 9 14z',
  ),
  raising_hand: solid(
    amber,
    'M8 5.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 14.500V9.500c0-2 1.500-3 4-3 1.500 0 2.500.5 3.200 1.200V2.500h1.800v12z',
  ),
  question: `<circle cx="8" cy="8" r="6.500" fill="${grey}"/>${line('#fff', 'M6 6.200c0-2.600 4-2.600 4 0 0 1.600-2 1.500-2 3M8 11.700v.1', 1.5)}`,
};
