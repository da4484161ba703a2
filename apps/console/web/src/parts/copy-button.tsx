import { useEffect, useState } from 'react'
import { Icon } from './icon.tsx'

interface CopyButtonProps {
  /** `Copy the answer` */
  label: string
  /** Asked for when it is pressed. */
  read: () => string
}

export function CopyButton({ label, read }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setIsCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <button
      type="button"
      className="icon"
      aria-label={isCopied ? 'Copied' : label}
      title={label}
      onClick={() => void navigator.clipboard.writeText(read()).then(() => setIsCopied(true))}
    >
      <Icon name={isCopied ? 'check' : 'copy'} />
    </button>
  )
}
