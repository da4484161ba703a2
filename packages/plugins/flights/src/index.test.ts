import { describePlugin } from '@patchbay/plugin-kit/testing'
import plugin from './index.ts'

describePlugin(plugin)
