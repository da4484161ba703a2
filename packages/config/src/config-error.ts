export interface ConfigProblem {
  variable: string
  message: string
}

/** The settings can't be used. The message has one line for each variable and never shows a value. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ variable, message }) => `${variable} ${message}`).join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}
