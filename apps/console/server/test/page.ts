import { launchBrowser } from '@patchbay/widgets/chromium'
import type { Page } from 'playwright-core'
import { password } from './person.ts'

export { hasBrowser } from '@patchbay/widgets/chromium'

/** A person before the console's page, in a browser. */
export interface Visitor extends AsyncDisposable {
  page: Page
  /** What went wrong in the page, and what was asked of other hosts than the domain's. */
  complaints: string[]
  foreignRequests: string[]
  say(text: string): Promise<void>
  /** The newest answer; waits until it has ended. */
  answer(): ReturnType<Page['locator']>
  dialog(): ReturnType<Page['locator']>
}

export async function openPage(port: number, viewport = { width: 1280, height: 860 }): Promise<Visitor> {
  const browser = await launchBrowser()
  const page = await (await browser.newContext({ viewport })).newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  const foreignRequests: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`)
  })
  page.on('request', (request) => {
    if (!isOurs(new URL(request.url()), port)) foreignRequests.push(request.url())
  })
  return {
    page,
    complaints,
    foreignRequests,
    dialog: () => page.getByRole('dialog'),
    async say(text) {
      // The same may have been said before.
      const before = await page.locator('.message').count()
      const box = page.getByRole('textbox', { name: 'Message' })
      await box.fill(text)
      await box.press('Enter')
      await page
        .locator('.message')
        .nth(before + 1)
        .waitFor()
      await page.locator('.message.user', { hasText: text }).last().waitFor()
    },
    answer() {
      return page.locator('.message.assistant').last()
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
    },
  }
}

/** From the page's sign-in button to a new account, and back. */
export async function makeAccount({ page }: Visitor, email: string): Promise<void> {
  await page
    .getByRole('link', { name: /sign in/i })
    .first()
    .click()
  await page
    .getByRole('link', { name: /account/i })
    .first()
    .click()
  await page.fill('#email', email)
  await page.fill('#password', password)
  await page.getByRole('button', { name: 'Make account' }).click()
  await page.getByRole('heading', { name: 'What can I do for you?' }).waitFor()
}

function isOurs({ protocol, host }: URL, port: number): boolean {
  return protocol === 'data:' || protocol === 'blob:' || host === `localhost:${port}` || host.endsWith(`.localhost:${port}`)
}
