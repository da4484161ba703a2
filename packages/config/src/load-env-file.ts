import { existsSync } from 'node:fs'

/** Takes variables from `.env` in the working directory, where there is one. Those of the environment win. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile()
}
