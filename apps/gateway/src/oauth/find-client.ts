import { errors, type Provider } from 'oidc-provider'

/** The client of an id; undefined for one that is unknown or wrong, which the authorization server will say by itself. */
export async function findClient(provider: Provider, id: string) {
  try {
    return await provider.Client.find(id)
  } catch (error) {
    if (error instanceof errors.OIDCProviderError) return undefined
    throw error
  }
}
