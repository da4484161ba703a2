/** What a person is asked to agree to. */
export interface Confirmation {
  id: string
  /** What would happen, as a question to the person. */
  message: string
  /** The exact arguments, without the confirmation's id. */
  arguments: unknown
  /** ISO 8601. */
  expiresAt: string
  /** The page on which the person agrees. */
  url: string
}

export type ConfirmationState = 'pending' | 'approved' | 'refused' | 'expired' | 'used'

/** A confirmation as the person sees it to whom it belongs. */
export interface ConfirmationRecord extends Confirmation {
  plugin: string
  action: string
  state: ConfirmationState
}

/** What a confirmation is bound to. */
export interface ConfirmedCall {
  userId: string
  plugin: string
  action: string
  /** The checked input, without the confirmation's id. */
  input: unknown
}
