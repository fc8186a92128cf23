package org.openapitools.client
package core

/** What may be shown: credentials never leave through messages, `toString` or logs. */
private[core] object Redact {
  val mask = "***"

  private val harmless = Set(
    "accept", "accept-encoding", "cache-control", "connection", "content-encoding", "content-length",
    "content-type", "date", "retry-after", "retry-after-ms", "server", "transfer-encoding",
    "user-agent", "x-request-id", "x-should-retry"
  )
  private val secret =
    Set("set-cookie", "set-cookie2", "authorization", "cookie", "proxy-authorization", "x-api-key")

  private def folded(name: String): String = name.toLowerCase(java.util.Locale.ROOT)

  /** A header field for a log: a value outside the allow-list is masked. */
  def logged(field: (String, String)): String =
    s"${field._1}: ${if (harmless(folded(field._1))) field._2 else mask}"

  /** A value for `toString`: what carries credentials by its definition is masked. */
  def shown(name: String, value: String): String = if (secret(folded(name))) mask else value

  /** `text` with every secret masked: a server may echo what it was sent. Secrets shorter than four
    * characters stay: masking each `a` would hide the message and betray the secret.
    */
  def without(text: String, secrets: Iterable[String]): String =
    secrets.toSeq.distinct
      .filter(_.length >= 4)
      .sortBy(-_.length)
      .foldLeft(text)((held, each) => held.replace(each, mask))
}
