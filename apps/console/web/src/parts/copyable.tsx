import { CopyButton } from './copy-button.tsx'

/** A text to be used elsewhere. */
export function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <span className="copyable">
      <code>{text}</code>
      <CopyButton label={label} read={() => text} />
    </span>
  )
}
