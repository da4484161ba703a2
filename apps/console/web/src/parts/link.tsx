import type { MouseEvent, ReactNode } from 'react'
import { go } from '../api/use-route.ts'

/** A link to another view of the page. */
export function Link({ to, current, className, children }: { to: string; current?: boolean; className?: string; children: ReactNode }) {
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    go(to)
  }
  return (
    <a href={to} onClick={onClick} className={className} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  )
}
