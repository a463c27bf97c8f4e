// Evidence: given page by page, refused kindly, taken back, used again, opened at the desk of the body that asks for it.
import { test, expect } from '../harness/test.js';
import { signIn } from '../harness/staff.js';

// The smallest sound document, and the beginning of a picture that says how large it is.
const pdf = (words) => Buffer.from(`%PDF-1.4\n% ${words}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const asking = { 'council-things': ['parking-permit'], works: ['building'], 'new-home': 'CA12', 'new-home-area': 'threlkeld' };

async function start(visitor) {
  await visitor.open('/start/moving-home');
  const again = visitor.button(visitor.says('start-again'));
  await visitor.goOnBy((await again.count()) ? again : visitor.button(visitor.says('start-now')));
  while (/\/questions\//.test(visitor.page.url())) await visitor.answer(asking);
  expect(visitor.path).toMatch(/\/evidence\/tenancy-agreement$/);
}

async function upload(visitor, name, buffer) {
  await visitor.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await visitor.press(visitor.says('evidence-upload'));
}

async function theWholeWay({ visitor, colleague }) {
  await start(visitor);

  // Refused beside the field: nothing, what is no document, what is too large.
  await visitor.press(visitor.says('evidence-upload'));
  await expect(visitor.page.locator('.govuk-error-summary')).toContainText(visitor.says('evidence-mistake-missing'));
  await upload(visitor, 'tenancy.pdf', Buffer.from('<script>alert(1)</script>'));
  await expect(visitor.page.locator('.govuk-error-summary')).toContainText(visitor.says('evidence-mistake-type'));
  await upload(visitor, 'large.pdf', Buffer.concat([pdf('large'), Buffer.alloc(10_000_001, 'x')]));
  await expect(visitor.page.locator('.govuk-error-summary')).toContainText('10');
  await expect(visitor.page.locator('#given')).toHaveCount(0);

  // Given, looked at, replaced, taken back, given once more.
  await upload(visitor, 'tenancy with a name that is rather long and says a lot about where it comes from.pdf', pdf('one'));
  await expect(visitor.page.locator('#given')).toBeVisible();
  const seen = await visitor.page.request.get(await visitor.page.locator('main a[href^="/evidence/"]').first().evaluate((link) => link.href));
  expect(await seen.body()).toEqual(pdf('one'));
  await visitor.goOnBy(visitor.page.getByRole('link', { name: visitor.says('evidence-replace') }));
  await upload(visitor, 'other.pdf', pdf('two'));
  await expect(visitor.page.locator('main')).toContainText('other.pdf');
  await expect(visitor.page.locator('main')).not.toContainText('rather long');
  await visitor.goOnBy(visitor.page.getByRole('button', { name: visitor.says('evidence-remove') }));
  await expect(visitor.page.locator('main')).not.toContainText('other.pdf');
  await upload(visitor, 'tenancy.pdf', pdf('three'));
  // Whoever goes on with another file chosen has given that as well.
  await visitor.page.locator('input[type=file]').setInputFiles({ name: 'second page.pdf', mimeType: 'application/pdf', buffer: pdf('four') });
  await visitor.press(visitor.says('go-on'));
  expect(visitor.path).toMatch(/\/evidence\/building-sketch$/);
  await upload(visitor, 'sketch.png', png);
  await visitor.press(visitor.says('go-on'));
  expect(visitor.path).toMatch(/\/check$/);
  await expect(visitor.page.locator('main')).toContainText('tenancy.pdf');
  await expect(visitor.page.locator('main')).toContainText('second page.pdf');
  await expect(visitor.page.locator('main')).toContainText('sketch.png');
  await visitor.press(visitor.says('check-send'));
  expect(visitor.path).toMatch(/^\/cases\//);
  await expect(visitor.page.locator('main')).toContainText('sketch.png');

  // The desk of the park has the sketch, and opens it.
  await colleague.open('/?lang=en');
  expect(await signIn(colleague, colleague.says('role-supplier-officer'), 'Lake District')).toBe(true);
  await expect(async () => {
    await colleague.open('/desk');
    await colleague.goOnBy(colleague.page.getByRole('button', { name: colleague.says('desk-next') }));
    await expect(colleague.page.locator('main')).toContainText('sketch.png', { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  const link = colleague.page.getByRole('link', { name: 'sketch.png' });
  await expect(colleague.page.locator('main')).not.toContainText('tenancy.pdf');
  const [download] = await Promise.all([colleague.page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('sketch.png');

  // The next time it need not be looked for.
  await start(visitor);
  await expect(visitor.page.locator('#before')).toBeVisible();
  // Both pages, one after the other.
  await visitor.goOnBy(visitor.page.getByRole('button', { name: visitor.says('evidence-use') }).first());
  await visitor.goOnBy(visitor.page.getByRole('button', { name: visitor.says('evidence-use') }));
  await expect(visitor.page.locator('#before')).toHaveCount(0);
  await expect(visitor.page.locator('#given')).toBeVisible();
}

test('evidence is given, refused, taken back, used again and opened by its body', theWholeWay);

test.describe('in French, at 320 pixels, without scripts', () => {
  test.use({ language: 'fr', locale: 'fr-FR', viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  test('evidence is given, refused, taken back, used again and opened by its body', theWholeWay);
});
