import { describe, expect, it } from 'vitest'
import { escapeHtml, html, type Html } from './html.ts'

describe('html', () => {
  it('escapes text and attributes', () => {
    const text = `"><script>alert('&')</script>`
    expect(html`<p title="${text}">${text}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>',
    )
  })

  it('keeps what is HTML already, alone and in lists', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`)
    expect(html`<ul>${items}</ul>`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>')
  })

  it('escapes the texts of a list', () => {
    expect(html`${['<a>', ['<b>']]}`.text).toBe('&lt;a&gt;&lt;b&gt;')
  })

  it('leaves out null, undefined and false, but not zero and the empty text', () => {
    expect(html`[${null}${undefined}${false}${0}${''}]`.text).toBe('[0]')
  })

  it('takes an object that only looks like HTML as text', () => {
    const fake = { text: '<script>', toString: () => '<script>' } as unknown as Html
    expect(html`${fake}`.text).toBe('&lt;script&gt;')
  })
})

describe('escapeHtml', () => {
  it('leaves nothing that opens a tag, an entity or an attribute', () => {
    expect(escapeHtml(`&amp; <>"'`)).toBe('&amp;amp; &lt;&gt;&quot;&#39;')
  })
})
