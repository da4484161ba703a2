import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'apps/*/{src,test}/**/*.test.ts',
      'apps/console/{server,web}/{src,test}/**/*.test.ts',
      'packages/*/{src,test}/**/*.test.ts',
      'packages/plugins/*/{src,test}/**/*.test.ts',
    ],
    isolate: false,
    // Tests mostly wait for processes. The long trials put load on what they try.
    maxWorkers: process.env.PATCHBAY_TRIALS === 'full' ? 2 : 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
