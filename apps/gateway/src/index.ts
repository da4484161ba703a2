export { openFrontDoor, type FrontDoor } from './front-door.ts'
export { startTelemetry } from './start-telemetry.ts'
export { startGateway, type Gateway, type GatewayOptions } from './start-gateway.ts'
export { runProcess, type RunningProcess } from './run-process.ts'
