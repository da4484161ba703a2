/** The queue is set up so that it would lose jobs; the message says how to correct it. */
export class QueueSettingError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'QueueSettingError'
  }
}
