import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  // No inline styles or scripts: the page's policy allows none.
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
