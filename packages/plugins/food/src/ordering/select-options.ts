import { AppError } from '@patchbay/plugin-kit'
import type { Choice, Dish, OptionGroup } from '../catalog/catalog.ts'

/**
 * The choices of a dish by their ids, in the order of its groups. Where a group needs a choice and none is given, its first one counts.
 *
 * @throws AppError `unprocessable` for an option that the dish does not have, that is sold out, given twice, or too many of a group.
 */
export function selectOptions(dish: Dish, ids: readonly string[]): Choice[] {
  assertKnown(dish, ids)
  return dish.optionGroups.flatMap((group) => {
    const chosen = group.choices.filter((choice) => ids.includes(choice.id))
    if (chosen.length > group.most)
      throw refuse(dish, `takes ${group.required ? 'one' : `at most ${group.most}`} of: ${listChoices(group)}`)
    const soldOut = chosen.find((choice) => !choice.available)
    if (soldOut) throw refuse(dish, `can't come with ${soldOut.name}, which is sold out. Choose from: ${listChoices(group)}`)
    return chosen.length === 0 && group.required ? group.choices.filter((choice) => choice.available).slice(0, 1) : chosen
  })
}

function assertKnown(dish: Dish, ids: readonly string[]): void {
  const known = new Set(dish.optionGroups.flatMap((group) => group.choices.map((choice) => choice.id)))
  const unknown = ids.find((id) => !known.has(id))
  if (unknown !== undefined) {
    const offer = dish.optionGroups.length > 0 ? `Choose from: ${dish.optionGroups.map(listChoices).join('; ')}` : 'It has none'
    throw refuse(dish, `has no option ${JSON.stringify(unknown)}. ${offer}`)
  }
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw refuse(dish, `has the option ${twice} twice. Name it once`)
}

function listChoices(group: OptionGroup): string {
  return group.choices
    .filter((choice) => choice.available)
    .map((choice) => choice.id)
    .join(', ')
}

function refuse(dish: Dish, problem: string): AppError {
  return new AppError('unprocessable', `${dish.name} ${problem}.`, { details: { dishId: dish.id } })
}
