package org.openapitools.client
package core

import scala.concurrent.Future

/** A credential. It shows itself nowhere: not in `toString`, messages or logs. */
sealed abstract class Credential

/** A text that is fixed, or asked for before each attempt. */
private[core] final class Secret(val ask: () => Future[String])

private[core] object Secret {
  def apply(text: String): Secret = new Secret(() => Future.successful(text))
}

/** A bearer token, for schemes of the kinds bearer, OAuth2, OpenID Connect and other HTTP ones.
  *
  * {{{ implicit val token: BearerToken = BearerToken("…") }}}
  */
final class BearerToken private (private[core] val secret: Option[Secret]) extends Credential {
  override def toString: String = "BearerToken(***)"
}

object BearerToken {
  def apply(token: String): BearerToken = new BearerToken(Some(Secret(token)))

  /** A token that is asked for before each attempt. */
  def provided(ask: () => Future[String]): BearerToken = new BearerToken(Some(new Secret(ask)))

  /** The token of the settings, or of the environment. */
  val configured: BearerToken = new BearerToken(None)
}

/** An API key. */
final class ApiKeyValue private (private[core] val secret: Option[Secret]) extends Credential {
  override def toString: String = "ApiKeyValue(***)"
}

object ApiKeyValue {
  def apply(key: String): ApiKeyValue = new ApiKeyValue(Some(Secret(key)))

  /** A key that is asked for before each attempt. */
  def provided(ask: () => Future[String]): ApiKeyValue = new ApiKeyValue(Some(new Secret(ask)))

  /** The key of the settings, or of the environment. */
  val configured: ApiKeyValue = new ApiKeyValue(None)
}

/** User name and password. */
final class BasicCredentials private (private[core] val pair: Option[(String, String)]) extends Credential {
  override def toString: String = "BasicCredentials(***)"
}

object BasicCredentials {
  def apply(user: String, password: String): BasicCredentials = new BasicCredentials(Some(user -> password))

  /** Those of the settings, or of the environment. */
  val configured: BasicCredentials = new BasicCredentials(None)
}

/** Id and secret of a client, for the OAuth2 client credentials flow. */
final class ClientCredentials private (private[core] val pair: Option[(String, String)]) extends Credential {
  override def toString: String = "ClientCredentials(***)"
}

object ClientCredentials {
  def apply(id: String, secret: String): ClientCredentials = new ClientCredentials(Some(id -> secret))

  /** Those of the settings, or of the environment. */
  val configured: ClientCredentials = new ClientCredentials(None)
}
