import { createPlugin } from '../../quality-rules/__fixtures__/trips.ts'
import { describePlugin } from '../index.ts'

describePlugin(
  createPlugin({ title: 'The OpenAI plugin', description: 'Trips.', migrations: { '001-trips': 'create table trips (id integr)' } }),
)
