import { defineConfig } from 'vitest/config'

/** Runs the suites here, which are to fail, apart from the tests of the repository. */
export default defineConfig({ test: { root: import.meta.dirname, include: ['*.suite.ts'] } })
