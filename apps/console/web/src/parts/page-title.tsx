import { type ReactNode, useEffect, useRef } from 'react'

const site = document.title

interface PageTitleProps {
  /** What the window is called while this is shown. */
  title: string
  className?: string
  children?: ReactNode
}

/** The heading of a view. Who comes from another view is told where they are: it has the focus. */
export function PageTitle({ title, className, children }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – ${site}`
    return () => void (document.title = site)
  }, [title])
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.closest('.sidebar')) heading.current!.focus()
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children ?? title}
    </h1>
  )
}
