import type { Widget } from '@patchbay/plugin-kit'

/** Shows an order and how far it is. */
export const orderWidget: Widget = {
  html: new URL('../widget/built/order.html', import.meta.url),
  description: 'The order: how far it is, when it arrives, what is in it and what it costs. It follows the order by itself.',
}
