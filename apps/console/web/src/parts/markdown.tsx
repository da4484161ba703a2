import { createContext, memo, type ReactNode, useContext, useRef, useState } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { CopyButton } from './copy-button.tsx'

interface MarkdownProps {
  text: string
  /** Pictures that the console fetches itself, by their URL. Others are not shown. */
  images?: Readonly<Record<string, string>> | undefined
}

/** The same for every text: what is made of a part stays while others grow. */
const components: Components = {
  a: ({ href, children }) => <OutLink href={href}>{children}</OutLink>,
  img: ({ src, alt }) => <Picture src={typeof src === 'string' ? src : undefined} alt={alt} />,
  input: ({ checked }) => <input type="checkbox" disabled checked={checked} aria-label={checked ? 'done' : 'to do'} />,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    <div className="table" tabIndex={0} role="region" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
}

const toWebAddress = (url: string) => (/^https?:\/\//i.test(url) ? url : '')

/** Text of a model or a plugin: HTML in it is only text, links show where they lead, pictures come from nowhere else. */
export const Markdown = memo(function Markdown({ text, images = none }: MarkdownProps) {
  return (
    <Images value={images}>
      <div className="markdown">
        <ReactMarkdown remarkPlugins={[remarkGfm, showHtml]} urlTransform={toWebAddress} components={components}>
          {text}
        </ReactMarkdown>
      </div>
    </Images>
  )
})

const none = {}
const Images = createContext<Readonly<Record<string, string>>>(none)

interface Node {
  type: string
  children?: Node[]
}

/** `List<String>` stays what it says. */
function showHtml(): (tree: Node) => void {
  const show = (node: Node) => {
    if (node.type === 'html') node.type = 'text'
    node.children?.forEach(show)
  }
  return show
}

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
  const { host, protocol } = URL.parse(href ?? '') ?? {}
  if (!href || !host || !/^https?:$/.test(protocol ?? '')) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children} <span className="host">({host})</span>
    </a>
  )
}

function Picture({ src: url = '', alt }: { src: string | undefined; alt: string | undefined }) {
  const src = useContext(Images)[url]
  const [isBroken, setIsBroken] = useState(false)
  return src?.startsWith('/api/image?') && !isBroken ? (
    <img src={src} alt={alt ?? ''} loading="lazy" onError={() => setIsBroken(true)} />
  ) : (
    <span className="quiet">[picture{alt ? `: ${alt}` : ''}]</span>
  )
}
