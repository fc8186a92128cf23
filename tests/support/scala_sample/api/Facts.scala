package org.openapitools.client
package api

/** What the document says of all operations. */
object Facts
  extends core.ApiFacts(
    packageName = "org.openapitools.client",
    version = "1.0.0",
    servers = Seq(core.Server("https://api.openai.com/v1")),
    schemes = Seq(core.Scheme.bearer("ApiKeyAuth"), core.Scheme.apiKey("key", core.Header, "X-Key"))
  )
