// What a page does with a mistake: says it in the title, lists it on top with a link to the field, says it again at the
// field, and keeps what was typed.
import { test, expect } from '../harness/test.js';
import { answerAll } from '../harness/answers.js';

for (const language of ['en', 'fr']) {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 320, height: 640 }]) {
    test.describe(`in ${language} at ${viewport.width} pixels`, () => {
      test.use({ language, viewport });

      test('a mistake is in the title, the summary and at the field, and what was typed stays', async ({ visitor }) => {
        await visitor.open(`/start/moving-home?lang=${language}`);
        await visitor.press(visitor.says('start-now'));
        await answerAll(visitor.page, visitor.hands, { 'your-name': 'Emmy Typed', 'your-birth-date': [31, 2, 1980] });
        await visitor.press(visitor.says('go-on'));

        await expect(visitor.page).toHaveTitle(language === 'en' ? /^Error: / : /^Erreur\s?: /);
        const summary = visitor.page.locator('.govuk-error-summary');
        await expect(summary.getByRole('alert')).toBeVisible();
        const link = summary.getByRole('link').first();
        const target = (await link.getAttribute('href')).slice(1);
        const field = visitor.page.locator(`[id="${target}"]`);
        await expect(field).toBeVisible();
        await expect(visitor.page.locator('.govuk-form-group--error')).toHaveCount(1);
        await expect(visitor.page.locator('[name="your-name"]')).toHaveValue('Emmy Typed');
        await expect(visitor.page.locator('[name="your-birth-date-day"]')).toHaveValue('31');

        await link.click();
        await expect(field).toBeFocused();
      });
    });
  }
}

test('a page that is not there is a page too', async ({ visitor }) => {
  const answer = await visitor.page.goto(new URL('/no-such-page', visitor.address).href);
  expect(answer.status()).toBe(404);
  await visitor.look();
});

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('back over a mistake that was put right asks nothing, and shows it right', async ({ visitor }) => {
      await visitor.open('/start/moving-home');
      await visitor.press(visitor.says('start-now'));
      const question = visitor.path;
      await visitor.press(visitor.says('go-on'));
      expect(await visitor.hasMistakes()).toBe(true);
      await visitor.press(visitor.says('go-on'));
      expect(await visitor.hasMistakes()).toBe(true);
      await visitor.answer({ 'your-name': 'Emmy Right' });
      expect(visitor.path).not.toBe(question);
      await visitor.back();
      expect(visitor.path).toBe(question);
      await expect(visitor.page.locator('.govuk-error-summary')).toHaveCount(0);
      await expect(visitor.page.locator('[name="your-name"]')).toHaveValue('Emmy Right');
      while (visitor.path === question) await visitor.back();
      expect(visitor.path).toBe('/start/moving-home');
    });

    test('back over a file that was refused asks nothing', async ({ visitor }) => {
      await visitor.open('/start/moving-home');
      await visitor.press(visitor.says('start-now'));
      while (!/\/evidence\//.test(visitor.path)) await visitor.answer({});
      const { path } = visitor;
      const file = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') };
      await visitor.page.locator('input[type=file]').setInputFiles(file);
      await visitor.press(visitor.says('evidence-upload'));
      expect(await visitor.hasMistakes()).toBe(true);
      await visitor.press(visitor.says('evidence-later'));
      expect(visitor.path).not.toBe(path);
      await visitor.back();
      expect(visitor.path).toBe(path);
      await expect(visitor.page.locator('input[type=file]')).toBeVisible();
    });

    test('back over a consent that was open asks nothing', async ({ visitor }) => {
      await visitor.open('/start/after-a-death');
      await visitor.press(visitor.says('start-now'));
      await visitor.answerEverything({ 'somebody-to-talk-to': 'yes' });
      const { path } = visitor;
      await visitor.press(visitor.says('check-send'));
      expect(await visitor.hasMistakes()).toBe(true);
      await visitor.follow(visitor.says('back'));
      expect(visitor.path).not.toBe(path);
      await visitor.back();
      expect(visitor.path).toBe(path);
      await expect(visitor.button(visitor.says('check-send'))).toBeVisible();
    });
  });
}
