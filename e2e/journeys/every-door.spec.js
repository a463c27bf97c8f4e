// The pages that no other journey comes to: what the footer leads to, and every door of every kind of staff.
import { test, expect } from '../harness/test.js';
import { signIn, signOut } from '../harness/staff.js';

for (const language of ['en', 'fr']) {
  test.describe(`in ${language}`, () => {
    test.use({ language, viewport: { width: 320, height: 640 } });

    test('every link of the first page and its footer leads to a sound page', async ({ visitor }) => {
      await visitor.open(`/?lang=${language}`);
      const links = await linksIn(visitor, 'main a[href^="/"], footer a[href^="/"], nav a[href^="/"]:not([hreflang])');
      expect(links.length).toBeGreaterThan(5);
      for (const link of links) await visitor.open(link);
    });

    test('every door that staff of any role find open leads to a sound page', async ({ visitor }) => {
      await visitor.open(`/?lang=${language}`);
      for (const role of ['contact-agent', 'supplier-officer', 'catalogue-manager', 'transfer-planner', 'transfer-approver', 'operator']) {
        expect(await signIn(visitor, visitor.says(`role-${role}`)), role).toBe(true);
        await visitor.open('/staff');
        for (const door of await linksIn(visitor, 'main a[href^="/"]')) await visitor.open(door);
        await signOut(visitor);
      }
    });
  });
}

const linksIn = async (visitor, where) => [...new Set(await visitor.page.locator(where).evaluateAll((links) => links.map((link) => link.getAttribute('href'))))];
