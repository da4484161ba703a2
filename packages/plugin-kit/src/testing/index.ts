export { createTestHost, type TestHost, type TestHostOptions } from './create-test-host.ts'
export { describePlugin } from './describe-plugin.ts'
