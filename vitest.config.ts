import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'apps/*/{src,test}/**/*.test.ts',
      'apps/console/server/{src,test}/**/*.test.ts',
      'packages/*/{src,test}/**/*.test.ts',
      'packages/plugins/*/{src,test}/**/*.test.ts',
    ],
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
