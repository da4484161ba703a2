import type { Message } from '@patchbay/console/api'

export interface BranchStep {
  message: Message
  /** The last message of each version: of edits and retries. */
  versions: { leafId: string; isShown: boolean }[]
}

/** The messages from the first to the leaf, each with its other versions. */
export function toBranch(messages: readonly Message[], leafId: string | null): BranchStep[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const steps: BranchStep[] = []
  for (let at = leafId === null ? undefined : byId.get(leafId); at; at = at.parentId === null ? undefined : byId.get(at.parentId)) {
    const shown = at
    const siblings = messages.filter(({ parentId, role }) => parentId === shown.parentId && role === shown.role)
    steps.unshift({ message: shown, versions: siblings.map(({ id }) => ({ leafId: findLeaf(messages, id), isShown: id === shown.id })) })
  }
  return steps
}

/** The newest end below a message. */
function findLeaf(messages: readonly Message[], id: string): string {
  const child = messages.findLast(({ parentId }) => parentId === id)
  return child ? findLeaf(messages, child.id) : id
}
