// `test` for journeys: each worker has a platform, each test a visitor to it.
import { test as base, expect } from '@playwright/test';
import { mouse } from './hands.js';
import { Platform } from './platform.js';
import { Visitor } from './visitor.js';

export { expect };

export const test = base.extend({
  // Which language this journey is in, and with what hands.
  language: ['en', { option: true }],
  hands: [mouse, { option: true }],

  // A test that moves the clock has a platform apart from the other tests'.
  apart: [false, { option: true, scope: 'worker' }],

  // Flags that its platform is started with.
  flags: [[], { option: true, scope: 'worker' }],

  platform: [
    async ({ apart, flags }, use) => {
      const platform = await Platform.start(flags);
      await use(platform);
      await platform.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  visitor: async ({ page, platform, language, hands }, use, info) => {
    const from = platform.log.length;
    await use(new Visitor(page, platform.address, { language, hands }));
    if (info.status !== info.expectedStatus) await info.attach('what the server said', { body: platform.log.slice(from) });
  },

  // Somebody at another desk, in a browser of their own.
  colleague: async ({ browser, platform }, use) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: true });
    await use(new Visitor(await context.newPage(), platform.address));
    await context.close();
  },
});
