package org.openapitools.client
package core

import akka.http.scaladsl.{ClientTransport, HttpsConnectionContext}
import scala.concurrent.duration._

/** What an invoker is told once.
  *
  * `baseUrl` is where the server is; without it the environment, then the document's server
  * `serverIndex` with `serverVariables`. `credentials` are by the scheme's id in the document.
  * `timeout` limits a whole call with its retries, in a stream the silence between chunks;
  * `connectTimeout` the connecting. `maxRetries` is how often a failed call is repeated,
  * `maxRetryAfter` the longest `Retry-After` that is waited for. `strict` refuses responses that
  * break their schema. `https` holds certificates of your own (also for mutual TLS), `transport` a
  * proxy. `logBodies` adds bodies to the log lines at level debug.
  */
final case class Settings(
  baseUrl: Option[String] = None,
  credentials: Map[String, Credential] = Map.empty,
  timeout: Duration = 600.seconds,
  connectTimeout: FiniteDuration = 5.seconds,
  maxRetries: Int = 2,
  maxRetryAfter: FiniteDuration = 60.seconds,
  headers: Seq[(String, String)] = Nil,
  userAgent: Option[String] = None,
  strict: Boolean = false,
  serverIndex: Int = 0,
  serverVariables: Map[String, String] = Map.empty,
  https: Option[HttpsConnectionContext] = None,
  transport: Option[ClientTransport] = None,
  logBodies: Boolean = false,
  log: Option[String => Unit] = None,
  environment: Map[String, String] = sys.env,
  clock: Clock = Clock.system
) {
  // Headers may hold a credential, and the environment always does.
  override def toString: String =
    s"Settings(baseUrl=${baseUrl.map(Url.shown)}, timeout=$timeout, connectTimeout=$connectTimeout, " +
    s"maxRetries=$maxRetries, credentials=${credentials.keys.mkString("[", ", ", "]")})"
}

/** Time and chance, so that they can be given. */
trait Clock {

  /** Seconds since the epoch. */
  def wall(): Double

  /** Nanoseconds on a clock that only goes forward. */
  def monotonic(): Long

  /** From 0 to 1. */
  def random(): Double
}

object Clock {
  val system: Clock = new Clock {
    def wall(): Double = System.currentTimeMillis() / 1000.0
    def monotonic(): Long = System.nanoTime()
    def random(): Double = java.util.concurrent.ThreadLocalRandom.current().nextDouble()
  }
}
