import { type ReactNode, useState } from 'react'

interface SureButtonProps {
  className?: string
  /** Its name, where it shows no words. */
  label?: string
  title?: string
  /** `Delete?` */
  question: string
  onSure: () => void
  children: ReactNode
}

/** Takes something away: pressed once it asks, pressed again it does it. */
export function SureButton({ className = 'second', label, title, question, onSure, children }: SureButtonProps) {
  const [isAsking, setIsAsking] = useState(false)
  const press = () => {
    if (isAsking) onSure()
    setIsAsking(!isAsking)
  }
  return (
    <button
      type="button"
      className={isAsking ? `${className} leaving` : className}
      aria-label={isAsking && label ? `Really: ${label}` : label}
      title={title}
      onClick={press}
      onBlur={() => setIsAsking(false)}
    >
      {isAsking ? question : children}
    </button>
  )
}
