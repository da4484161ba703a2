export { hasRedis, startRedis, type StartRedisOptions, type TestRedis } from './start-redis.ts'
