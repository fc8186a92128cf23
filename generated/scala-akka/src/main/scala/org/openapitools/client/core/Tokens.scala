package org.openapitools.client
package core

import akka.util.ByteString
import java.nio.charset.StandardCharsets.UTF_8
import java.util.Base64
import scala.collection.mutable
import scala.concurrent.{ExecutionContext, Future}

/** Tokens by the OAuth2 client credentials flow (RFC 6749 §4.4), kept while they are good. Calls that
  * need the same token at the same time share one request.
  */
private[core] final class Tokens(clock: Clock)(implicit run: ExecutionContext) {
  private val held = mutable.Map.empty[(String, String, Seq[String]), (String, Double)]
  private val asked = mutable.Map.empty[(String, String, Seq[String]), Future[String]]

  private def now: Double = clock.monotonic() / 1e9

  /** The token that is kept, or a new one from `fetch`, which gives it with its life in seconds. */
  def get(key: (String, String, Seq[String]))(fetch: => Future[(String, Double)]): Future[String] = synchronized {
    held.get(key).filter(_._2 > now) match {
      case Some((token, _)) => Future.successful(token)
      case None =>
        asked.getOrElse(key, {
          val start = now
          val coming = fetch.map { case (token, life) =>
            // Renewed a minute before its end, or a tenth of its life if that is less.
            synchronized(held(key) = (token, start + life - math.min(60.0, life / 10)))
            token
          }
          asked(key) = coming
          coming.onComplete(_ => synchronized(asked -= key))
          coming
        })
    }
  }

  /** Drop a token that the server refused. */
  def forget(secrets: Set[String]): Unit = synchronized {
    held.filterInPlace((_, each) => !secrets(each._1))
    ()
  }
}

private[core] object Tokens {
  private val unknownLife = 300.0

  /** The client names itself by HTTP Basic (RFC 6749 §2.3.1). */
  def request(target: Target, client: (String, String), scopes: Seq[String]): WireRequest = {
    val pair = s"${Percent.form(client._1)}:${Percent.form(client._2)}"
    val coded = Base64.getEncoder.encodeToString(pair.getBytes(UTF_8))
    val scope = if (scopes.isEmpty) "" else s"&scope=${Percent.form(scopes.mkString(" "))}"
    WireRequest(
      "POST",
      target,
      Seq(
        "Accept" -> "application/json",
        "Content-Type" -> "application/x-www-form-urlencoded",
        "Authorization" -> s"Basic $coded"
      ),
      Some(Binary(s"grant_type=client_credentials$scope".getBytes(UTF_8)))
    )
  }

  /** Token and life in seconds; a DecodeError for anything else. */
  def granted(body: ByteString): (String, Double) = {
    val members = io.circe.jawn.parseByteArray(body.toArray).toOption.flatMap(_.asObject)
    val token = members.flatMap(_("access_token")).flatMap(_.asString).filter(_.nonEmpty)
    val life = members
      .flatMap(_("expires_in"))
      .flatMap(each => each.asNumber.map(_.toDouble).orElse(each.asString.flatMap(_.toDoubleOption)))
    token match {
      case Some(found) => (found, math.max(0.0, life.getOrElse(unknownLife)))
      case None => throw ApiError.DecodeError("the token response holds no access token")
    }
  }
}
