import { stringify } from 'yaml'

/** The same document in YAML 1.2, without anchors: not every host resolves them. */
export function toYaml(document: object): string {
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 })
}
