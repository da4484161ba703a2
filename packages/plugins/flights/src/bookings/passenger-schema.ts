import { z } from 'zod'

const name = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\p{L}\p{M}][\p{L}\p{M}' .’-]*$/u, 'must be a name: letters, spaces, hyphens and apostrophes')

/** A person who flies. What only real sellers need is optional. */
export const passengerSchema = z.strictObject({
  givenName: name.describe('As in the passport.'),
  familyName: name.describe('As in the passport.'),
  bornOn: z.iso.date().optional().describe('Date of birth. Needed for real flights only.'),
  gender: z.enum(['m', 'f']).optional().describe('As in the passport. Needed for real flights only.'),
  title: z.enum(['mr', 'ms', 'mrs', 'miss', 'dr']).optional().describe('Needed for real flights only.'),
  email: z.email().max(200).optional().describe('Needed for real flights only.'),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be like +442080160509')
    .optional()
    .describe('Needed for real flights only.'),
})
