export { createTestDatabase, createTestFolder, createTestPGlite } from './create-test-database.ts'
export { hasPostgres, startPostgres, type TestPostgres } from './start-postgres.ts'
