import { changesOf } from '../../../activities/guests/changes';
import type { Domain } from '../../../model/guest';
import { DOMAIN } from './view';

function changes(now: Partial<Domain>, definitions = false): string {
  return changesOf([DOMAIN], [{ ...DOMAIN, ...now }], { definitions })
    .map(({ message }) => message)
    .join('\n');
}

test('what is as it was is no change, nor is a guest that came since', () => {
  expect(changes({})).toBe('');
  expect(changesOf([], [DOMAIN], { definitions: true })).toEqual([]);
});

test('a guest that is gone, off, restarted, or on other devices is one', () => {
  expect(changesOf([DOMAIN], [], { definitions: false })).toEqual([
    { names: ['one', 'instance-00000001'], message: 'guest instance-00000001 (one) is gone; it was running' },
  ]);
  expect(changes({ state: 'shut off', life: '', nics: [] })).toBe(
    'guest instance-00000001 (one) was running and is shut off',
  );
  expect(changes({ life: '200@9' })).toContain('has another process: it was 100@7 and is 200@9');
  expect(changes({ nics: [] })).toContain('has other devices: they were tap1 fa:16:3e:00:00:01 and are none');
});

test('another definition counts where it is asked for alone', () => {
  expect(changes({ definition: 'd2' })).toBe('');
  expect(changes({ definition: 'd2' }, true)).toContain('its definition has changed');
});
