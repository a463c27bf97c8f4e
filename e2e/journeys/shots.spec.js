// Pictures of the main pages, for a person to look at: `make shots`. Not a test, and not run with the tests.
import { mkdirSync } from 'node:fs';
import { test } from '../harness/test.js';
import { readCase, waitForCase } from '../harness/case.js';
import { signIn } from '../harness/staff.js';

for (const language of ['en', 'fr']) {
  for (const width of [320, 1280]) {
    test(`${language} at ${width}`, async ({ page, platform }) => {
      const folder = new URL('../shots/', import.meta.url).pathname;
      mkdirSync(folder, { recursive: true });
      const { Visitor } = await import('../harness/visitor.js');
      const visitor = new Visitor(page, platform.address, { language });
      visitor.look = async () => page.waitForLoadState('load');
      await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
      let number = 0;
      const take = (name) => page.screenshot({ path: `${folder}${language}-${width}-${String((number += 1)).padStart(2, '0')}-${name}.png`, fullPage: true });

      await visitor.open(`/?lang=${language}`);
      await take('home');
      await visitor.open('/life-events/after-a-death');
      await take('life-event');
      await visitor.goOnBy(page.locator('main a[href^="/services/"]').first());
      await take('service');
      await visitor.open('/start/after-a-death');
      await take('start');
      await visitor.press(visitor.says('start-now'));
      await visitor.press(visitor.says('go-on'));
      await take('mistake');
      await visitor.open(page.url());
      // A last home in Eden, whose officers work at a desk.
      const chosen = { 'place-of-death': 'CA11', 'last-address': 'CA11', 'use-tell-us-once': 'no' };
      while (/\/questions\//.test(page.url())) {
        await take(`question-${page.url().split('/').pop()}`);
        await visitor.answer(chosen);
      }
      if (/\/evidence\//.test(page.url())) await take('evidence');
      await visitor.answerEverything(chosen);
      await take('check');
      await visitor.follow(visitor.says('save-for-later'));
      await take('save');
      await page.goBack();
      await visitor.press(visitor.says('check-send'));
      await take('case-sent');
      const { receipt, link } = await readCase(visitor);
      await waitForCase(visitor, (found) => found.parts.every((part) => part.state !== visitor.says('state-held')));
      await take('case-later');
      await page.context().clearCookies();
      await visitor.open(`${link}?lang=${language}`);
      await take('come-back');

      await visitor.open('/demo/clock');
      await take('clock');
      await visitor.open('/staff/sign-in');
      await take('sign-in');
      await signIn(visitor, visitor.says('role-contact-agent'));
      await take('staff');
      await visitor.open('/staff/cases');
      await visitor.hands.fill(page.getByRole('textbox', { name: visitor.says('find-label') }), receipt);
      await visitor.press(visitor.says('find'));
      await take('find');
      await visitor.goOnBy(page.getByRole('link', { name: receipt }).first());
      await take('case-staff');
      await visitor.press(visitor.says('sign-out'));
      for (const body of ['Cumbria', 'Eden']) {
        await signIn(visitor, visitor.says('role-supplier-officer'), body);
        await visitor.open('/desk');
        await take(`desk-${body}`);
        const next = page.getByRole('button', { name: visitor.says('desk-next') });
        if (await next.count()) {
          await visitor.goOnBy(next);
          await take('desk-request');
        }
        await visitor.press(visitor.says('sign-out'));
      }
      await page.goto(`${platform.address}/no-such-page`);
      await take('not-found');
    });
  }
}
