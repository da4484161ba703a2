import { memo, type ReactNode, useRef } from 'react'
import ReactMarkdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { CopyButton } from './copy-button.tsx'

interface MarkdownProps {
  text: string
  /** Pictures that the console fetches itself, by their URL. Others are not shown. */
  images?: Readonly<Record<string, string>> | undefined
}

/** Text of a model or a plugin: no HTML of its own, links that show where they lead, no pictures from elsewhere. */
export const Markdown = memo(function Markdown({ text, images }: MarkdownProps) {
  return (
    <div className="markdown">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        skipHtml
        urlTransform={(url) => (/^https?:\/\//i.test(url) ? url : '')}
        components={{
          a: ({ href, children }) => <OutLink href={href}>{children}</OutLink>,
          pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
          img: ({ src, alt }) => <Picture src={typeof src === 'string' ? images?.[src] : undefined} alt={alt} />,
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
})

function CodeBlock({ children }: { children: ReactNode }) {
  const code = useRef<HTMLPreElement>(null)
  return (
    <div className="code">
      <pre ref={code} tabIndex={0}>
        {children}
      </pre>
      <CopyButton label="Copy the code" read={() => code.current!.textContent} />
    </div>
  )
}

/** A link that leaves the console. What it says and where it leads may differ, so both are shown. */
export function OutLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const host = URL.parse(href ?? '')?.host
  if (!href || !host) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children} <span className="host">({host})</span>
    </a>
  )
}

function Picture({ src, alt }: { src: string | undefined; alt: string | undefined }) {
  return src?.startsWith('/api/image?') ? (
    <img src={src} alt={alt ?? ''} loading="lazy" />
  ) : (
    <span className="quiet">[picture{alt ? `: ${alt}` : ''}]</span>
  )
}
