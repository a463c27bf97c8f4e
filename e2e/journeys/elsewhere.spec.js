// A home outside the area that is served: the page says so and offers a way on, the check page says who answers there,
// and everything else is sent; the page of the case goes on saying so.
import { test, expect } from '../harness/test.js';
import { answerAll } from '../harness/answers.js';
import { readCase } from '../harness/case.js';

for (const [language, viewport] of [['en', { width: 1280, height: 900 }], ['fr', { width: 320, height: 640 }]]) {
  test.describe(`in ${language} at ${viewport.width} pixels`, () => {
    test.use({ language, viewport });

    test('a move from outside the area is sent to everybody but the council there', async ({ visitor }) => {
      await visitor.open(`/start/moving-home?lang=${language}`);
      await visitor.press(visitor.says('start-now'));
      while (!visitor.path.endsWith('/old-home')) await visitor.answer({});

      await answerAll(visitor.page, visitor.hands, { 'old-home': 'NE1 4LP', 'old-street': '1 Sample Street' });
      await visitor.press(visitor.says('go-on'));
      await expect(visitor.page.locator('.govuk-form-group--error')).toContainText('NE1');
      await expect(visitor.page.locator('[name="old-street"]')).toHaveValue('1 Sample Street');
      await visitor.hands.choose(visitor.page.getByRole('checkbox', { name: visitor.says('place-elsewhere') }));
      await visitor.press(visitor.says('go-on'));
      expect(visitor.path).toMatch(/\/new-home$/);

      await visitor.answerEverything({ 'new-home': 'CA1' });
      expect(visitor.path).toMatch(/\/check$/);
      await expect(visitor.page.locator('#elsewhere')).toBeVisible();
      await expect(visitor.page.getByText('NE1').first()).toBeVisible();
      await visitor.press(visitor.says('check-send'));
      expect((await readCase(visitor)).parts.length).toBeGreaterThan(1);
      // It is still there to be read once the rest is sent.
      await expect(visitor.page.locator('#elsewhere ~ ul').first()).toContainText('NE1');
      await expect(visitor.page.locator('main')).not.toContainText(visitor.says('case-status-nothing-to-do'));
    });
  });
}
