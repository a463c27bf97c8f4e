// What only a payment needs is asked of those alone who may have one: an address, a number with a shape, a sum. What a
// body is told freely goes to it only with consent, which can be taken back.
import { test, expect } from '../harness/test.js';
import { keyboard } from '../harness/hands.js';
import { readCase } from '../harness/case.js';

const ANSWERS = { 'your-email': '', relationship: 'partner', 'pay-for-funeral': 'yes', 'somebody-to-talk-to': 'yes' };

for (const [language, options] of [
  ['en', { viewport: { width: 1280, height: 900 }, hands: keyboard }],
  ['fr', { viewport: { width: 320, height: 640 }, locale: 'fr-FR', javaScriptEnabled: false }],
]) {
  test.describe(`in ${language}`, () => {
    test.use({ language, ...options });

    test('a payment asks for what it needs, the parts show what is left, and a consent is taken back', async ({ visitor }) => {
      await visitor.open(`/start/after-a-death${language === 'fr' ? '?lang=fr' : ''}`);
      await visitor.press(visitor.says('start-now'));
      while (!/\/questions\/payments$/.test(visitor.path)) await visitor.answer(ANSWERS);

      // Empty, then wrong: the summary leads to the field of the part.
      await visitor.press(visitor.says('go-on'));
      await visitor.hands.activate(visitor.page.locator('.govuk-error-summary a').first());
      await expect(visitor.page.locator('[name="your-address-line"]')).toBeInViewport();
      const wrong = { 'your-address-line': '1 Sample Street', 'your-address-town': 'Carlisle', 'your-address-postcode': 'nowhere', 'insurance-number': '12', 'funeral-cost': 'lots' };
      for (const [name, value] of Object.entries(wrong)) await visitor.hands.fill(visitor.page.locator(`[name="${name}"]`), value);
      await visitor.press(visitor.says('go-on'));
      await expect(visitor.page.locator('.govuk-error-summary a')).toHaveCount(3);
      // What was typed is still there.
      await expect(visitor.page.locator('[name="funeral-cost"]')).toHaveValue('lots');

      await visitor.press(visitor.says('parts-see'));
      await expect(visitor.page.locator('.govuk-task-list .govuk-tag')).toHaveCount(1);
      await visitor.goOnBy(visitor.page.locator('.govuk-task-list a[href$="/questions/payments"]'));
      await visitor.answerEverything({ 'your-address-postcode': 'CA1 1AA', 'insurance-number': 'ab 123456c', 'funeral-cost': '1 250,5' });
      expect(visitor.path).toMatch(/\/check$/);
      const check = await visitor.page.locator('main').innerText();
      expect(check).toContain('AB 12 34 56 C');
      expect(check).toMatch(language === 'en' ? /£1,250\.50/ : /1\s250,50\s£/);

      // Not sent until they agree; agreed, it is listed with its day and can be taken back.
      await visitor.goOnBy(visitor.page.locator('#to-agree ~ section button').first());
      await expect(visitor.page.locator('#to-agree')).toHaveCount(0);
      // More than they agreed to is asked about again.
      await visitor.goOnBy(visitor.page.locator('a[href*="change=your-email"]'));
      await visitor.hands.fill(visitor.page.locator('[name="your-email"]'), 'somebody@example.org');
      await visitor.press(visitor.says('go-on'));
      await visitor.goOnBy(visitor.page.locator('#to-agree ~ section:has(.govuk-inset-text) button').first());
      await expect(visitor.page.locator('#to-agree')).toHaveCount(0);
      await visitor.press(visitor.says('check-send'));
      const before = await readCase(visitor);
      const form = visitor.page.locator('form[action$="/withdraw"]');
      await expect(form).toHaveCount(1);
      await visitor.goOnBy(form.locator('button'));
      await expect(form).toHaveCount(0);
      const after = await readCase(visitor);
      const taken = (found) => found.parts.filter((part) => part.state === visitor.says('state-withdrawn')).length;
      expect([taken(before), taken(after)]).toEqual([0, 1]);
    });

    test('what was added and asks for more is taken out again on its page', async ({ visitor }) => {
      await visitor.open(`/start/after-a-death?lang=${language}`);
      await visitor.press(visitor.says('start-now'));
      await visitor.answerEverything({ relationship: 'child', 'pay-for-funeral': 'no' });
      const check = visitor.path;
      await visitor.hands.activate(visitor.page.locator('#others summary'));
      await visitor.goOnBy(visitor.page.locator('#service-funeral-expenses-payment button'));
      expect(visitor.path).toMatch(/\/questions\/payments$/);
      await visitor.goOnBy(visitor.page.locator('form[action$="/anyway"] button'));
      expect(visitor.path).toBe(check);
      await expect(visitor.page.locator('#others')).toBeVisible();
    });
  });
}
