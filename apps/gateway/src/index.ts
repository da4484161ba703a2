export { openFrontDoor, type FrontDoor } from './front-door.ts'
export { startGateway, type Gateway, type GatewayOptions } from './start-gateway.ts'
export { runProcess, type RunningProcess } from './run-process.ts'
