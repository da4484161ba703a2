import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'
import type { Sites } from '../sites/sites.ts'

/** Host → site, one Map look-up. A host that is not ours learns nothing. */
export function findSite(sites: Sites): Step {
  return (ctx, next) => {
    const site = sites.find(ctx.req.headers.host)
    if (!site) throw new AppError('not_found', 'There is nothing here. Check the address.')
    ctx.state.site = site
    return site.answer ? site.answer(ctx, next) : next()
  }
}
