import { commentOf } from '../../../connectors/mysql/mark';

test('names the step, and nothing in a name ends the comment or stands for a value', () => {
  expect(commentOf({ cluster: 'lab', step: 'images/glance.images/import' })).toBe(
    '/* stackleap lab images/glance.images/import */ ',
  );
  const odd = commentOf({ cluster: 'a*/ DROP', step: "é?'-- " });
  expect(odd).toMatch(/^\/\* stackleap [\w~./-]+ [\w~./-]+ \*\/ $/);
  expect(odd).not.toBe(commentOf({ cluster: 'a*/~DROP', step: "é?'-- " }));
});
