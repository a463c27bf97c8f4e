// How the journeys are run: in Debian's Chromium, headless, on a platform that each worker starts for itself.
import { defineConfig } from '@playwright/test';

const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'journeys',
  // Pictures are for a person to look at: `make shots`.
  testIgnore: process.env.SHOTS ? [] : ['**/shots.spec.js'],
  outputDir: 'results',
  // A journey is a story of many pages, on a debug build, on what may be a slow machine.
  timeout: 180_000,
  expect: { timeout: 10_000 },
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.PORTICO_CHROMIUM ?? '/usr/bin/chromium',
      // Chromium's sandbox does not work for root; for anybody else it stays on.
      chromiumSandbox: !root,
      // A test browser has no business outside this machine.
      args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync', '--no-proxy-server',
        '--disable-background-networking', '--disable-component-update', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    },
  },
});
