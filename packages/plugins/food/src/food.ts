import type { Database, SetupContext } from '@patchbay/plugin-kit'
import { createCatalog } from './catalog/create-catalog.ts'
import type { Catalog } from './catalog/catalog.ts'
import type { FoodTables } from './ordering/tables.ts'
import { createSearchIndex, type SearchIndex } from './search/search-index.ts'

/** What the actions and pages work with. */
export interface Food {
  catalog: Catalog
  searchIndex: SearchIndex
  /** The current time, passed in so that tests can set it. */
  clock: () => Date
  tables: Database<FoodTables>
}

export interface FoodOptions extends Pick<SetupContext, 'database'> {
  /** Other restaurants than the simulated ones. */
  catalog?: Catalog
  clock?: () => Date
}

/** Reads the restaurants and prepares them for search. */
export function createFood({ database, catalog = createCatalog(), clock = () => new Date() }: FoodOptions): Food {
  return { catalog, searchIndex: createSearchIndex(catalog), clock, tables: database as Database<FoodTables> }
}
