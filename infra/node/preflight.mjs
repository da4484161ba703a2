// Runs on any Node: says in one sentence what is missing before newer syntax would fail with a puzzle.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Patchbay runs on Node 24, and this is ${process.version}: run "npm ci" with optional packages on (it brings Node 24 on Linux and Windows), or install Node 24 yourself (on macOS).`,
  )
  process.exit(1)
}
