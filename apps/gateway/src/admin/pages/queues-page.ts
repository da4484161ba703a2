import { html } from '@patchbay/plugin-kit'
import type { AdminPage } from '../admin-page.ts'

/** What stands at `/queues` where there is no Redis to look into. */
export function createQueuesPage(): AdminPage {
  return {
    path: '/queues',
    title: 'Queues',
    show: () =>
      Promise.resolve(html`<p>There is nothing to look into: this Patchbay is embedded, and dispatches jobs through its own database. The page that shows
the queues in Redis is here when <code>REDIS_URL</code> is set.</p>
<p><a href="/jobs">Jobs</a> shows what waits, runs and failed, here as there.</p>`),
    actions: {},
  }
}
