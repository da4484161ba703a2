import { describePlugin } from '@patchbay/plugin-kit/testing'
import notes from './index.ts'

describePlugin(notes)
