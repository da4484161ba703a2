import type { Channel } from './messages.ts'

/** Tells the host how large the page is, now and whenever that changes, so that nothing scrolls inside it. */
export function reportSize({ notify }: Channel): void {
  let last = ''
  const report = () => {
    const { width, height } = document.documentElement.getBoundingClientRect()
    const size = { width: Math.ceil(width), height: Math.ceil(height) }
    if (JSON.stringify(size) === last) return
    last = JSON.stringify(size)
    notify('ui/notifications/size-changed', size)
  }
  new ResizeObserver(report).observe(document.documentElement)
  // Browsers don't look at the sizes of frames that are out of sight, and this one may have to grow before it is seen.
  new MutationObserver(report).observe(document.body, { childList: true, subtree: true, characterData: true })
  report()
}
