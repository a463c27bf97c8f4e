// The next edition of a journey, by whoever keeps it: changed part by part, looked through as a citizen, and published from
// a day. A model that can't be used is refused by the process that reads it first.
import { test, expect } from '../harness/test.js';
import { signIn } from '../harness/staff.js';

test.use({ apart: true });

for (const [language, width] of [['en', 1280], ['fr', 320]]) {
  test.describe(`in ${language} at ${width} pixels`, () => {
    test.use({ language, viewport: { width, height: 900 } });

    test('it is begun, mended, looked through, thrown away or published', async ({ visitor }) => {
      const { page } = visitor;
      const says = (key) => visitor.says(key);
      await visitor.open(`/?lang=${language}`);
      expect(await signIn(visitor, says('role-catalogue-manager'))).toBe(true);
      await visitor.open('/staff/journeys/moving-home');
      // In the second language the edition of the first one may wait already: it is begun from what is asked today.
      await visitor.goOnBy(page.locator('form[action$="/draft"]:not(.portico-within)').getByRole('button').last());
      await expect(page.getByText(says('journey-draft-sound-tag'), { exact: true })).toBeVisible();

      await page.locator('summary').filter({ hasText: /^\s*\d+ questions\s*$/ }).click();
      await visitor.goOnBy(page.locator('li').filter({ has: page.locator('code', { hasText: /^your-name$/ }) }).getByRole('link'));
      const text = page.getByRole('textbox', { name: says('journey-part-text') });
      const was = await text.inputValue();
      await text.fill(was.replace('page = "about-you"', 'page = "abuot-you"'));
      await visitor.press(says('journey-part-keep'));
      await expect(page.locator('.govuk-error-message')).toContainText(/Mend that line|Corrigez cette ligne/);
      await expect(page.locator('#said + ul').locator('[lang=en]')).toContainText("there is no page 'abuot-you'");
      await visitor.open('/staff/journeys/moving-home/draft');
      await visitor.goOnBy(page.locator('#findings + ul').getByRole('link'));
      await text.fill(was.replace('label = { en = "Your full name"', 'label = { en = "Your name in your passport"'));
      await visitor.press(says('journey-part-keep'));

      await page.locator('input[type=file]#model').setInputFiles({ name: 'a.dmn', mimeType: 'application/xml', buffer: Buffer.from('<definitions/>') });
      await visitor.press(says('journey-draft-model-bring'));
      await expect(page.locator('.govuk-error-summary')).toContainText(/The model was not taken|Le modèle n’a pas été pris/);

      await visitor.press(says('journey-draft-preview'));
      await expect(page.locator('main')).toContainText(says('preview-lead'));
      if (language === 'en') await expect(page.locator('main')).toContainText('Your name in your passport');
      await visitor.follow(says('preview-back'));

      await visitor.press(/^(Publish edition|Publier l’édition)/);
      await expect(page.locator('.govuk-error-summary')).toContainText(says('journey-draft-reason-missing'));
      await page.locator('#reason').fill('The Passports Act');
      await page.locator('#from').fill('2024-01-01');
      await visitor.press(/^(Publish edition|Publier l’édition)/);
      await expect(page.locator('#editions + ul')).toContainText('The Passports Act');
      await expect(page.locator('#editions + ul')).toContainText(says('journey-edition-to-come'));
    });
  });
}
