/** One thing that a client does, and how it went. */
export interface DoctorStep {
  /** Which kind of client: `discovery`, `ChatGPT plugin`, `GPT Action`, `public`, `registered` or `document`. */
  style: string
  step: string
  outcome: 'passed' | 'failed' | 'skipped'
  /** Why it failed or was left out. */
  why?: string
  /** What the operator can do about it. */
  advice?: string
}

/** Takes the steps of one kind of client. */
export interface Course {
  /**
   * @param advice for whoever reads that the step failed
   * @throws CourseEnded when `take` throws, with the step reported
   */
  step<Result>(name: string, advice: string, take: () => Promise<Result>): Promise<Result>
  skip(name: string, why: string): void
}

/** A step failed and was reported; those after it make no sense. */
export class CourseEnded extends Error {}

export function createCourse(style: string, report: (step: DoctorStep) => void): Course {
  return {
    async step(name, advice, take) {
      try {
        const result = await take()
        report({ style, step: name, outcome: 'passed' })
        return result
      } catch (error) {
        report({ style, step: name, outcome: 'failed', why: toReason(error), advice })
        throw new CourseEnded(name, { cause: error })
      }
    },
    skip: (name, why) => report({ style, step: name, outcome: 'skipped', why }),
  }
}

function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error && cause.message ? `${error.message}: ${cause.message}` : error.message
}
