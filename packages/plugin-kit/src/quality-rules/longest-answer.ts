/** An answer must have fewer characters: hosts read no more. */
export const longestAnswer = 100_000
