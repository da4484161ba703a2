// Runs on any Node: says in one sentence what is missing before newer syntax would fail with a puzzle.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Patchbay runs on Node 24, and this is ${process.version}: run "npm ci" with optional packages on (it brings Node 24 on Linux and Windows), or install Node 24 yourself (on macOS).`,
  )
  process.exit(1)
}

// After a pull: a package that is not there yet would be named deep in a stack trace.
const { existsSync, readFileSync } = await import('node:fs')
const [wanted, there] = ['package-lock.json', 'node_modules/.package-lock.json'].map((path) => {
  const file = new URL(`../../${path}`, import.meta.url)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
})
const isOld = ([path, { version, optional, devOptional, link }]) =>
  path.includes('node_modules/') && !optional && !devOptional && !link && there[path]?.version !== version
const old = Object.entries(wanted).find(isOld)
if (old) {
  console.error(`What is installed is older than this version of Patchbay (${old[0].split('node_modules/').at(-1)}): run "npm ci".`)
  process.exit(1)
}
