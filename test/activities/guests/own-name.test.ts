import { optionOf } from '../../../activities/guests/own-name';

test('the last word of an option in its own section counts', () => {
  const text = '[DEFAULT]\nhost = a\n# host = b\n[other]\nhost = c\n[DEFAULT]\n host = indented\nhost: d  \n';
  expect(optionOf(text, 'DEFAULT', 'host')).toBe('d');
  expect(optionOf(text, 'other', 'host')).toBe('c');
  expect(optionOf(text, 'DEFAULT', 'my_ip')).toBeUndefined();
});
