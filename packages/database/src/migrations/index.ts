import type { Migration } from 'kysely/migration'
import { usersAndKeys } from './001-users-and-keys.ts'
import { signIn } from './002-sign-in.ts'
import { consoleTables } from './003-console.ts'
import { jobs } from './004-jobs.ts'
import { safeWrites } from './005-safe-writes.ts'
import { jobCrashes } from './006-job-crashes.ts'
import { accounts } from './007-accounts.ts'
import { admin } from './008-admin.ts'
import { jobTraces } from './009-job-traces.ts'
import { identities } from './010-identities.ts'

/** The platform's own migrations, applied in the order of their names. Add; never change one that was released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-users-and-keys': usersAndKeys,
  '002-sign-in': signIn,
  '003-console': consoleTables,
  '004-jobs': jobs,
  '005-safe-writes': safeWrites,
  '006-job-crashes': jobCrashes,
  '007-accounts': accounts,
  '008-admin': admin,
  '009-job-traces': jobTraces,
  '010-identities': identities,
}
