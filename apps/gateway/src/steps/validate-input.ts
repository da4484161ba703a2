import type { Step } from '../call.ts'

/** Builds the input from path, query and body, and checks it against the action's schema. */
export function validateInput(): Step {
  return (ctx, next) => {
    const { state } = ctx
    state.body = state.route!.readInput!({ pathValues: state.pathValues, query: state.query, body: state.body })
    return next()
  }
}
