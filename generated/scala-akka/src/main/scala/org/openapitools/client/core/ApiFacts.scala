package org.openapitools.client
package core

/** What the document says of all operations. `packageName` names the environment variables and the
  * user agent, `version` is that of the package.
  */
abstract class ApiFacts(
  val packageName: String,
  val version: String,
  val servers: Seq[Server] = Nil,
  val schemes: Seq[Scheme] = Nil
) {
  private[core] lazy val schemesById: Map[String, Scheme] = schemes.map(each => each.id -> each).toMap
}

/** A base URL, which may hold `{variables}`. */
final case class Server(url: String, variables: Seq[ServerVariable] = Nil)

/** A hole in a server URL; without `values` any value is allowed. */
final case class ServerVariable(name: String, default: String, values: Seq[String] = Nil)

/** One credential that an alternative asks for. */
final case class Use(scheme: String, scopes: Seq[String] = Nil)

/** A way to authenticate (OpenAPI 3.1 §4.8.27). */
final case class Scheme private (
  id: String,
  private[core] val kind: Scheme.Kind,
  private[core] val place: Place = Header,
  private[core] val name: String = "",
  private[core] val word: String = "Bearer",
  private[core] val tokenUrl: Option[String] = None
)

object Scheme {
  private[core] sealed abstract class Kind
  private[core] case object ApiKey extends Kind
  private[core] case object Basic extends Kind
  private[core] case object Token extends Kind
  private[core] case object OAuth2 extends Kind
  private[core] case object Mutual extends Kind

  def bearer(id: String): Scheme = new Scheme(id, Token)
  def openIdConnect(id: String): Scheme = new Scheme(id, Token)
  def http(id: String, word: String): Scheme = new Scheme(id, Token, word = word)
  def basic(id: String): Scheme = new Scheme(id, Basic)
  def apiKey(id: String, place: Place, name: String): Scheme = new Scheme(id, ApiKey, place, name)
  def mutualTls(id: String): Scheme = new Scheme(id, Mutual)
  def oauth2(id: String): Scheme = new Scheme(id, OAuth2)
  def oauth2(id: String, tokenUrl: String): Scheme = new Scheme(id, OAuth2, tokenUrl = Some(tokenUrl))
}
