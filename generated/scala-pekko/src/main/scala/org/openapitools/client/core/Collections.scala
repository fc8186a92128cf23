package org.openapitools.client
package core

/** How a list is written in a query: names for [[Style]] and `explode`, for code that builds a
  * [[Param]] itself.
  */
object CollectionFormats {
  val CSV: (Style, Boolean) = (Form, false)
  val SSV: (Style, Boolean) = (SpaceDelimited, false)
  val PIPES: (Style, Boolean) = (PipeDelimited, false)
  val MULTI: (Style, Boolean) = (Form, true)
}

/** Where an API key travels; for [[Scheme.apiKey]]. */
object ApiKeyLocations {
  val HEADER: Place = Header
  val QUERY: Place = Query
  val COOKIE: Place = Cookie
}
