import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, makeAccount, openPage, type Visitor } from './page.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

describe.skipIf(!hasBrowser)('a newcomer in a browser (skipped where chromium is not installed)', () => {
  let started: TestConsole
  let ada: Visitor

  beforeAll(async () => {
    started = await startTestConsole(
      { PLUGINS: 'flights,food,notes', FLIGHTS_CARRIER: 'steady', FLIGHTS_CARRIER_DELAY: '300' },
      { hasPage: true },
    )
    ada = await openPage(started.port)
  })
  afterAll(async () => {
    await ada?.[Symbol.asyncDispose]()
    await started?.[Symbol.asyncDispose]()
  })

  const install = async (title: string) => {
    await ada.page.getByRole('button', { name: `Install ${title}` }).click()
    await ada.page.getByRole('heading', { name: `Let Patchbay console use ${title}?` }).waitFor()
    await ada.page.getByRole('button', { name: 'Allow' }).click()
    await ada.page.getByRole('heading', { name: 'What can I do for you?' }).waitFor()
  }

  const called = (action: string) => ada.answer().locator('.call', { hasText: action }).locator('summary', { hasText: '200' }).waitFor()
  const told = (text: string) => ada.answer().locator('.markdown', { hasText: text }).first().waitFor()

  it('makes an account and installs the first plugin, which is then on', async () => {
    await ada.page.goto(`http://console.localhost:${started.port}/`)
    await makeAccount(ada, 'ada@example.com')
    await install('Flights')
    await ada.page.locator('summary', { hasText: 'Flights' }).waitFor()
    expect(await ada.page.locator('.suggestions button').count()).toBeGreaterThan(0)
  })

  it('asks for a flight in plain words and sees results with previews', async () => {
    await ada.say('flights from Berlin to Lisbon tomorrow')
    await called('searchFlights')
    await ada.answer().locator('.preview', { hasText: 'Berlin → Lisbon' }).first().waitFor()
  })

  it('asks the same from elsewhere', async () => {
    await ada.say('and from Hamburg?')
    await called('searchFlights')
    await ada.answer().locator('.preview', { hasText: 'Hamburg → Lisbon' }).first().waitFor()
  })

  it('sees the plugin’s own page for the results, whose choice is only proposed as a message', async () => {
    const widget = ada.answer().frameLocator('iframe.widget').frameLocator('iframe')
    await widget.getByText('Hamburg').first().waitFor()
    const before = await ada.page.locator('.message.user').count()
    await widget.getByRole('button').first().click()
    await ada.page.waitForFunction("document.querySelector('.composer textarea').value !== ''")
    expect(await ada.page.locator('.message.user').count()).toBe(before)
  })

  it('books after the dialog, watches the job, and finds the booking', async () => {
    await ada.say('book the first one for Ada Lovelace')
    const dialog = ada.dialog()
    await dialog.getByText(/Book .* for Ada Lovelace, for €/).waitFor()
    await dialog.locator('.rows div', { hasText: 'familyName' }).getByText('Lovelace', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: 'Allow' }).click()
    await ada.answer().locator('.job').waitFor()
    await told('confirmed')
    await ada.say('show my bookings')
    await told('confirmed')
  })

  it('installs notes by signing in, keeps a note, and finds it', async () => {
    await ada.page.getByRole('link', { name: 'Plugins', exact: true }).click()
    await install('Notes')
    await ada.say('note that the wifi password is swordfish')
    await ada.dialog().getByRole('button', { name: 'Allow', exact: true }).click()
    await ada.dialog().waitFor({ state: 'detached' })
    await told('swordfish')
    await ada.say('find my note about the wifi')
    await called('searchNotes')
    await told('swordfish')
  })

  it('finds food, prices a basket, and orders it', async () => {
    await ada.page.getByRole('link', { name: 'Plugins', exact: true }).click()
    await install('Food')
    await ada.say('find vegetarian pizza in Berlin')
    await called('Food')
    // For an evening, when the kitchen is open, and more than 20 hours away: nobody waits so long for an order.
    const day = new Date().getUTCHours() === 23 ? 'the day after tomorrow' : 'tomorrow'
    await ada.say(`how much is a quattro formaggi to 12047 ${day} at 20:00?`)
    await ada.dialog().getByRole('button', { name: 'Allow', exact: true }).click()
    await called('quoteOrder')
    await told('Quattro formaggi')
    await ada.say('yes please')
    await ada.answer().locator('.candidates', { hasText: 'Contact (name, phone)? Whom the courier asks for.' }).waitFor()
    await ada.say('Ada Lovelace, +49 30 1234567, Weserstraße 50, 12047')
    const dialog = ada.dialog()
    await dialog.locator('.rows div', { hasText: 'street' }).getByText('Weserstraße 50').waitFor()
    await dialog.getByRole('button', { name: 'Allow', exact: true }).click()

    await told('state: accepted')
    await ada.say('where is my order?')
    await called('getOrder')
  })

  it('tries sentences of one’s own on a plugin, and sees what they were taken for', async () => {
    const { page } = ada
    await page.getByRole('link', { name: 'Plugins', exact: true }).click()
    await page.getByRole('link', { name: 'Notes', exact: true }).click()
    await page.getByText('For authors: findings').click()
    await page.getByText('Write your own').click()
    const editor = page.getByRole('textbox', { name: /^One per line/ })
    await editor.fill('show me my notes → listNotes\nshow me my notes')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Line 2 must be a sentence, → and the name of an action: show me my notes').waitFor()
    await editor.fill('show me my notes → listNotes\nshow all my notes => deleteNote {"id": "1"}')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Your own tests.').waitFor()
    await page.getByRole('button', { name: 'Run them' }).click()
    await page.getByText('50 % right at once').waitFor()
    await page.getByRole('row', { name: 'deleteNote 0 of 1 listNotes' }).waitFor()
    await page.getByText('Write your own').click()
    await page.getByRole('button', { name: 'Back to the examples' }).click()
    await page.getByText('Made of the examples in the document').waitFor()
    await page.goBack()
  })

  it('renames a conversation, and it stays so', async () => {
    const { page } = ada
    await page
      .getByRole('button', { name: /^Rename/ })
      .first()
      .click()
    await page.getByRole('textbox', { name: /^New name/ }).fill('Pizza night')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Pizza night' }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: 'Pizza night' }).waitFor()
  })

  it('chooses what was meant, of what the planner offers', async () => {
    await ada.page.getByRole('link', { name: 'New conversation' }).click()
    await ada.say('do something odd')
    await ada.answer().locator('.candidates button').first().click()
    await ada.answer().locator('.candidates .candidate, .call').first().waitFor()
    expect(await ada.page.locator('.below .problem').count()).toBe(0)
  })

  it('signs out of this browser, too', async () => {
    const { page } = ada
    await page.getByRole('link', { name: 'Account' }).click()
    await page.getByRole('heading', { name: 'Patchbay Console uses Flights' }).waitFor()
    expect(await page.getByRole('heading', { name: /Patchbay Console/ }).count()).toBe(3)
    await page.goBack()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByRole('textbox', { name: 'Password' }).waitFor()
  })

  it('has asked nobody but this Patchbay, and nothing went wrong on the way', () => {
    expect(ada.foreignRequests).toEqual([])
    expect(ada.complaints).toEqual([])
  })
})
