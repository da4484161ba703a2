export { hasRedis, startRedis, type TestRedis } from './start-redis.ts'
