import { type ReactNode, useEffect, useRef, useState } from 'react'

interface PopOverProps {
  label: ReactNode
  className?: string
  children: ReactNode
  onToggle?: (isOpen: boolean) => void
}

/** A panel under its button. A press outside it closes it, and so does Escape, which leaves the focus on the button. */
export function PopOver({ label, className = '', children, onToggle }: PopOverProps) {
  const [isOpen, setIsOpen] = useState(false)
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (!isOpen) return
    const listening = new AbortController()
    const close = () => (details.current!.open = false)
    addEventListener('pointerdown', ({ target }) => details.current!.contains(target as Node) || close(), listening)
    addEventListener(
      'keydown',
      ({ key }) => {
        if (key !== 'Escape') return
        if (details.current!.contains(document.activeElement)) details.current!.querySelector('summary')!.focus()
        close()
      },
      listening,
    )
    return () => listening.abort()
  }, [isOpen])
  return (
    <details
      ref={details}
      className={`picker ${className}`}
      name="bar"
      onToggle={({ currentTarget: { open } }) => {
        setIsOpen(open)
        onToggle?.(open)
      }}
    >
      <summary>{label}</summary>
      {isOpen && children}
    </details>
  )
}
