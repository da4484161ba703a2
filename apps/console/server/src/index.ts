export type { Endpoints } from './api.ts'
