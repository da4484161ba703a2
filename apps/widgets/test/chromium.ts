import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Where there is no browser, these tests are left out. */
export const hasBrowser = existsSync(executablePath)

/** A browser that asks nobody but the pages it is sent to. */
export function launchBrowser(): Promise<Browser> {
  const plain = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({ executablePath, args: [...plain, ...quiet] })
}
