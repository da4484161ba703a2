// Adds a button to whatever is meant to be copied. Without this script the page is the same, less the buttons.
for (const code of document.querySelectorAll('[data-copy]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'Copy'
  button.setAttribute('aria-label', `Copy ${code.closest('div')?.querySelector('dt')?.textContent ?? ''}`)
  button.addEventListener('click', () => void copy(code, button))
  code.after(button)
}

async function copy(code, button) {
  const isCopied = await write(code.textContent)
  if (!isCopied) getSelection()?.selectAllChildren(code)
  button.textContent = isCopied ? 'Copied' : 'Press Ctrl+C'
  button.classList.toggle('done', isCopied)
  setTimeout(() => {
    button.textContent = 'Copy'
    button.classList.remove('done')
  }, 2000)
}

/** The clipboard is there over https and on localhost only, and may be refused. */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
