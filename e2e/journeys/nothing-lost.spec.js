// What people do to forms: they press twice, open two tabs, go back, close the browser. Nothing is lost or doubled.
import { test, expect } from '../harness/test.js';
import { DATE_OF_BIRTH, answerAll } from '../harness/answers.js';
import { readCase } from '../harness/case.js';

const journey = '/start/moving-home';

async function toCheckAnswers(visitor) {
  await visitor.open(journey);
  await visitor.press(visitor.says('start-now'));
  await visitor.answerEverything();
  expect(visitor.path).toMatch(/\/check$/);
}

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('pressing send twice sends once', async ({ visitor, platform }) => {
      await toCheckAnswers(visitor);
      const before = platform.applications();
      await visitor.button(visitor.says('check-send')).dblclick();
      // The second press breaks off what the first began, which is an error to a wait for that navigation.
      await expect(visitor.page).toHaveURL(/\/cases\//);
      await visitor.look();
      expect(platform.applications()).toBe(before + 1);
    });
  });
}

test('sending from two tabs sends once, and both show the same case', async ({ visitor, platform }) => {
  await toCheckAnswers(visitor);
  const before = platform.applications();
  const other = await visitor.newTab();
  await other.open(visitor.path);
  await Promise.all([visitor.press(visitor.says('check-send')), other.press(other.says('check-send'))]);
  expect(other.path).toBe(visitor.path);
  expect((await readCase(other)).receipt).toBe((await readCase(visitor)).receipt);
  expect(platform.applications()).toBe(before + 1);
});

for (const [language, viewport] of [['en', { width: 1280, height: 900 }], ['fr', { width: 320, height: 640 }]]) {
  test.describe(`in ${language} at ${viewport.width} pixels`, () => {
    test.use({ language, viewport });

    test('a change in another tab is shown before it is sent, and one after sending is said to be too late', async ({ visitor, platform }) => {
      await visitor.open(`${journey}?lang=${language}`);
      await visitor.press(visitor.says('start-now'));
      const first = visitor.path;
      await visitor.answerEverything();
      const before = platform.applications();
      const other = await visitor.newTab();
      await other.open(first);
      await other.answer({ 'your-name': 'Mary Changed' });

      await visitor.press(visitor.says('check-send'));
      expect(platform.applications()).toBe(before);
      await expect(visitor.page.getByRole('alert')).toContainText(visitor.says('check-changed'));
      const row = visitor.page.locator('.govuk-summary-list__row', { hasText: visitor.says('check-changed-row') });
      await expect(row).toHaveCount(1);
      await expect(row).toContainText('Mary Changed');

      await other.open(first);
      await visitor.press(visitor.says('check-send'));
      expect(visitor.path).toMatch(/^\/cases\//);
      await other.answer({ 'your-name': 'Mary Late' });
      await expect(other.page.getByRole('alert')).toContainText(other.says('late-not'));
      await other.press(other.says('late-case'));
      expect(other.path).toBe(visitor.path);
    });
  });
}

for (const [language, options] of [
  ['en', { viewport: { width: 1280, height: 900 } }],
  ['fr', { viewport: { width: 320, height: 640 }, locale: 'fr-FR', javaScriptEnabled: false }],
]) {
  test.describe(`two tabs on one page in ${language}`, () => {
    test.use({ language, ...options });

    test('what another tab saved is shown before it is overwritten', async ({ visitor }) => {
      await visitor.open(`${journey}?lang=${language}`);
      await visitor.press(visitor.says('start-now'));
      const first = visitor.path;
      const other = await visitor.newTab();
      await other.open(first);
      await other.answer({ 'your-name': 'Ada There', 'your-phone': '01632 960 777' });

      const field = (name) => visitor.page.locator(`[name="${name}"]`);
      await visitor.hands.fill(field('your-name'), 'Ada Here');
      await visitor.press(visitor.says('go-on'));
      const notice = visitor.page.getByRole('alert');
      await expect(notice).toContainText(visitor.says('question-changed-there'));
      await expect(notice).toContainText('Ada There');
      await expect(field('your-name')).toHaveValue('Ada Here');
      await expect(field('your-phone')).toHaveValue('01632 960 777');
      await visitor.press(visitor.says('go-on'));
      expect(visitor.path).not.toBe(first);
      // Whoever goes back and thinks again is no other tab.
      await visitor.open(first);
      await visitor.press(visitor.says('go-on'));
      await visitor.back();
      await visitor.hands.fill(field('your-name'), 'Ada Again');
      await visitor.press(visitor.says('go-on'));
      expect(visitor.path).not.toBe(first);
      await visitor.open(first);
      await expect(field('your-name')).toHaveValue('Ada Again');
      await expect(field('your-phone')).toHaveValue('01632 960 777');
    });
  });
}

test('two tabs on two questions keep both answers', async ({ visitor }) => {
  await visitor.open(journey);
  await visitor.press(visitor.says('start-now'));
  const first = visitor.path;
  await visitor.answer({ 'your-name': 'Ada First' });
  const other = await visitor.newTab();
  await other.open(first);
  await Promise.all([visitor.answer(), other.answer({ 'your-name': 'Ada Second' })]);
  await visitor.answerEverything();
  const shown = await visitor.page.locator('main').innerText();
  expect(shown).toContain('Ada Second');
});

test('going back after sending leads to the case, and sends nothing again', async ({ visitor, platform }) => {
  await toCheckAnswers(visitor);
  await visitor.press(visitor.says('check-send'));
  const { path } = visitor;
  const sent = platform.applications();
  await visitor.back();
  // A browser may show the page that it kept: then sending again must lead to the same case.
  if (visitor.path !== path) await visitor.press(visitor.says('check-send'));
  expect(visitor.path).toBe(path);
  expect(platform.applications()).toBe(sent);
});

test('going back over the questions keeps what was answered', async ({ visitor }) => {
  await visitor.open(journey);
  await visitor.press(visitor.says('start-now'));
  await visitor.answer({ 'your-name': 'Grace Kept' });
  await visitor.follow(visitor.says('back'));
  await expect(visitor.page.locator('[name="your-name"]')).toHaveValue('Grace Kept');
});

test('an answer is changed from check answers, and the rest stays', async ({ visitor }) => {
  await toCheckAnswers(visitor);
  await visitor.goOnBy(visitor.page.getByRole('link', { name: /^Change\b/ }).first());
  await answerAll(visitor.page, visitor.hands, { 'your-name': 'Mary Changed' });
  await visitor.press(visitor.says('go-on'));
  expect(visitor.path).toMatch(/\/check$/);
  expect(await visitor.page.locator('main').innerText()).toContain('Mary Changed');
  // Where it stands, not at the top of a long page.
  await expect(visitor.page.locator('#answer-your-name')).toBeFocused();
  const leave = visitor.page.locator('section.portico-card button', { hasText: visitor.says('check-leave-out') }).first();
  const card = await leave.locator('xpath=ancestor::section').getAttribute('id');
  await visitor.goOnBy(leave);
  await expect(visitor.page.locator(`#${card}`)).toBeFocused();
});

test('what is not right yet is there when the page is opened again', async ({ visitor }) => {
  await visitor.open(journey);
  await visitor.press(visitor.says('start-now'));
  const first = visitor.path;
  await answerAll(visitor.page, visitor.hands, { 'your-name': 'Grace Kept', 'your-phone': 'ring the neighbours' });
  await visitor.press(visitor.says('go-on'));
  expect(await visitor.hasMistakes()).toBe(true);
  await visitor.open('/');
  await visitor.open(first);
  expect(await visitor.hasMistakes()).toBe(true);
  await expect(visitor.page.locator('[name="your-phone"]')).toHaveValue('ring the neighbours');
  await visitor.answer({ 'your-name': 'Grace Kept' });
  expect(visitor.path).not.toBe(first);
});

test('a lost session finds its draft again by the link and a date of birth, and nobody else does', async ({ visitor, colleague }) => {
  await visitor.open(journey);
  await visitor.press(visitor.says('start-now'));
  await visitor.answer({ 'your-name': 'Lovelace Lost' });
  const { path } = visitor;
  await visitor.press(visitor.says('save-for-later'));
  const link = await visitor.page.locator('.portico-link a').getAttribute('href');
  await visitor.page.context().clearCookies();

  // The address alone opens nothing.
  const refused = await colleague.page.goto(new URL(path, colleague.address).href);
  expect(refused.status()).toBeGreaterThanOrEqual(400);
  expect(await colleague.page.content()).not.toContain('Lovelace');
  // Nor does the link with another date.
  await colleague.open(link);
  await answerAll(colleague.page, colleague.hands, { knows: [1, 1, 1970] });
  await colleague.press(colleague.says('go-on'));
  expect(await colleague.hasMistakes()).toBe(true);

  await visitor.open(link);
  await answerAll(visitor.page, visitor.hands, { knows: DATE_OF_BIRTH });
  await visitor.press(visitor.says('go-on'));
  // A long journey shows where they are.
  expect(visitor.path).toMatch(/\/parts$/);
  await visitor.goOnBy(visitor.page.locator('main a.govuk-button'));
  await visitor.answerEverything();
  expect(await visitor.page.locator('main').innerText()).toContain('Lovelace Lost');
});

test('a lost session finds its case again by the link and a date of birth', async ({ visitor }) => {
  await toCheckAnswers(visitor);
  await visitor.press(visitor.says('check-send'));
  const { path } = visitor;
  const { receipt, link } = await readCase(visitor);
  await visitor.page.context().clearCookies();
  await visitor.open(link);
  await answerAll(visitor.page, visitor.hands, { knows: DATE_OF_BIRTH });
  await visitor.press(visitor.says('go-on'));
  expect(visitor.path).toBe(path);
  expect((await readCase(visitor)).receipt).toBe(receipt);
});
