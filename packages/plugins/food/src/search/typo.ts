/** Whether two words differ by no more than typing does: one slip from four letters on, two from eight, none in shorter words. */
export function isTypoOf(left: string, right: string): boolean {
  if (left === right) return true
  const length = Math.min(left.length, right.length)
  const slips = length >= 8 ? 2 : length >= 4 ? 1 : 0
  if (slips === 0 || Math.abs(left.length - right.length) > slips) return false
  return countSlips(left, right) <= slips
}

/** Letters added, left out, changed or swapped with their neighbour (optimal string alignment). */
function countSlips(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1]
      const isSwapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      const changed = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1))
      current.push(isSwapped ? Math.min(changed, beforeLast[column - 2]! + 1) : changed)
    }
    beforeLast = last
    last = current
  }
  return last[right.length]!
}
