import { createPlugin, repositoryRoot } from './create-plugin.ts'

/** `new plugin <name>`: makes a plugin package that serves at once. The exit code. */
export function newCommand(words: readonly string[], print: (line: string) => void): number {
  const [what, name, ...more] = words
  if (what !== 'plugin' || name === undefined || more.length > 0) {
    print('Write: npm run new plugin <name>')
    return 1
  }
  const problems = createPlugin(name, repositoryRoot)
  for (const problem of problems) print(problem)
  if (problems.length > 0) return 1
  print(
    `packages/plugins/${name} is made. npm start serves it on http://${name}.localhost:3000; its first action is src/actions/say-hello.ts.`,
  )
  return 0
}
