export { createJobMetrics, type JobMetrics } from './metrics.ts'
export { startWorker, type Worker, type WorkerOptions } from './start-worker.ts'
