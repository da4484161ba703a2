import type { Step } from '../call.ts'

/** Builds the input from path, query and body, and checks it against the action's schema. */
export function validateInput(): Step {
  return (ctx, next) => {
    const { state } = ctx
    const { input, confirmationId } = state.route!.readInput!({ pathValues: state.pathValues, query: state.query, body: state.body })
    state.body = input
    state.confirmationId = confirmationId
    return next()
  }
}
