package org.openapitools.client
package core

import org.apache.pekko.util.ByteString

/** A success: status, the decoded body, header fields. `raw` are the bytes of the body (none where it
  * was saved to a file).
  */
final case class ApiResponse[+T](code: Int, content: T, headers: Headers)(val raw: ByteString) {

  /** The server's name for the request, where it sent one. */
  def requestId: Option[String] = Failures.requestId(headers)

  def map[B](change: T => B): ApiResponse[B] = ApiResponse(code, change(content), headers)(raw)
}
