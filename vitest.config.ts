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
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
