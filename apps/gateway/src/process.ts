export { runProcess, type RunningProcess } from './run-process.ts'
export { startTelemetry } from './start-telemetry.ts'
export { isWorthWaiting, waitForDatabase } from './wait-for-database.ts'
export { openFrontDoor, type FrontDoor } from './front-door.ts'
