import { expect, it } from 'vitest';
import { uuidV5 } from '#lib/uuid';

const domains = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

it('makes the UUID that RFC 9562 gives as its example (appendix A.4)', () => {
  expect(uuidV5(domains, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

it('takes no namespace that is no UUID', () => {
  expect(() => uuidV5('6ba7b810', 'www.example.com')).toThrow(TypeError);
});
