export { createPlanner, type Candidate, type Plan, type Planner, type PlanContext } from './planner.ts'
export { summarize } from './summarize.ts'
export type { JsonSchema, PlannerTool, Turn } from './tool.ts'
