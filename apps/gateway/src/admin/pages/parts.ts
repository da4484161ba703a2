import { html, type Html, type HtmlValue } from '@patchbay/plugin-kit'

export interface ButtonOptions {
  csrf: string
  /** The page's path. */
  action: string
  /** What is done. */
  name: string
  fields: Readonly<Record<string, string>>
  text: string
  /** The same, with what it is done to, for who does not see the row. */
  label: string
}

/** A form that is one button. */
export function toButton({ csrf, action, name, fields, text, label }: ButtonOptions): Html {
  return html`<form method="post" action="${action}">${toHidden({ csrf, ...fields })}<button class="second small" name="do" value="${name}" aria-label="${label}">${text}</button></form>`
}

export function toHidden(fields: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

export interface Column {
  title: string
  isNumber?: boolean
}

/** A table, which becomes a list of its rows where the page is narrow. */
export function toTable(columns: readonly (string | Column)[], rows: readonly (readonly HtmlValue[])[]): Html {
  const all = columns.map((column) => (typeof column === 'string' ? { title: column } : column))
  const toClass = (index: number) => all[index]?.isNumber && html` class="number"`
  return html`<div class="scroll" tabindex="0"><table><thead><tr>${all.map(({ title }, index) => html`<th scope="col"${toClass(index)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((value, index) => html`<td data-title="${all[index]!.title}"${toClass(index)}>${value}</td>`)}</tr>\n`)}</tbody></table></div>`
}

/** `2027-03-05 20:00`, in UTC. */
export function toMoment(date: Date): Html {
  return html`<time datetime="${date.toISOString()}">${date.toISOString().slice(0, 16).replace('T', ' ')}</time>`
}

/** `3 min`, as coarse as people count. */
export function toDuration(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  return seconds < 129_600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`
}
