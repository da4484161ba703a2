import type { Confirmation } from '@patchbay/queue'

/** What came of a call. `text` is the JSON text of the REST answer. */
export type Outcome = Answer | ConfirmationRequired | Queued

/** The action ran: its answer, of its output schema. */
export interface Answer {
  kind: 'answer'
  text: string
  /** Whether it is the stored answer of an earlier call with the same key. */
  isReplay: boolean
}

/** Nothing was done: a person is to agree first. */
export interface ConfirmationRequired {
  kind: 'confirmation'
  text: string
  confirmation: Confirmation
}

/** A stored job will run the action. */
export interface Queued {
  kind: 'queued'
  text: string
  jobId: string
  isReplay: boolean
}
