import type { MouseEvent, ReactNode } from 'react'
import { go } from '../api/use-route.ts'

interface LinkProps {
  to: string
  current?: boolean
  className?: string
  title?: string
  children: ReactNode
}

/** A link to another view of the page. */
export function Link({ to, current, className, title, children }: LinkProps) {
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    go(to)
  }
  return (
    <a href={to} onClick={onClick} className={className} title={title} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  )
}
