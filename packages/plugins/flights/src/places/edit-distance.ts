/**
 * The number of letters to insert, delete, replace or swap with their neighbour to make one word of the other
 * (optimal string alignment), or `limit + 1` when it is more than `limit`.
 */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = toRow(left, right, row, { last, beforeLast })
    if (Math.min(...current) > limit) return limit + 1
    beforeLast = last
    last = current
  }
  return Math.min(last[right.length]!, limit + 1)
}

function toRow(left: string, right: string, row: number, { last, beforeLast }: { last: number[]; beforeLast: number[] }): number[] {
  const current = [row]
  for (let column = 1; column <= right.length; column++) {
    const replaced = last[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1)
    let best = Math.min(replaced, last[column]! + 1, current[column - 1]! + 1)
    const isSwap = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
    if (isSwap) best = Math.min(best, beforeLast[column - 2]! + 1)
    current.push(best)
  }
  return current
}

/** The letters of a word as bits: words with very different letters can't be near each other. */
export function toLetterBits(word: string): number {
  let bits = 0
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31)
  return bits
}

/** Whether two words may be within `limit` edits, by their letters alone: an edit changes at most two bits. */
export function mayBeNear(left: number, right: number, limit: number): boolean {
  let different = left ^ right
  for (let count = 0; different !== 0; count++) {
    if (count === 2 * limit) return false
    different &= different - 1
  }
  return true
}
