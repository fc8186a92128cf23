package org.openapitools.client
package core

import scala.concurrent.duration._
import scala.util.Try

/** Whether to try again, and when. `replayable` is false for a body that can be sent only once. */
private[core] final case class Retry(maxRetries: Int, maxRetryAfter: FiniteDuration, replayable: Boolean) {

  /** How long to wait after the failure of `attempt` (the first is 0), `None` to give up. `status` is
    * `None` when no response came. A `Retry-After` above the limit gives up: waiting less would only
    * be refused again.
    */
  def delay(
    attempt: Int,
    chance: Double,
    status: Option[Int] = None,
    retryAfter: Option[FiniteDuration] = None,
    advice: Option[String] = None
  ): Option[FiniteDuration] =
    if (attempt >= maxRetries || !replayable) None
    else if (status.exists(code => !Retry.isWorthIt(code, advice))) None
    else
      retryAfter match {
        case Some(asked) => Some(asked).filter(_ <= maxRetryAfter)
        case None => Some(Retry.backoff(attempt, chance))
      }
}

private[core] object Retry {

  /** The server's advice (`x-should-retry`) wins. */
  def isWorthIt(status: Int, advice: Option[String]): Boolean =
    advice.map(_.trim.toLowerCase(java.util.Locale.ROOT)) match {
      case Some("true") => true
      case Some("false") => false
      case _ => status == 408 || status == 409 || status == 429 || (status >= 500 && status < 600)
    }

  /** `min(0.5·2ⁿ, 8)` seconds times 0.75 to 1. */
  def backoff(attempt: Int, chance: Double): FiniteDuration = {
    val longest = math.min(0.5 * math.pow(2, math.min(attempt, 10).toDouble), 8)
    (longest * (0.75 + 0.25 * chance) * 1e9).toLong.nanos
  }

  /** What the server asks to wait: `retry-after-ms`, else `Retry-After` as seconds or as an HTTP date,
    * against the response's `Date` or, without one, `now`. Never negative.
    */
  def after(headers: Headers, now: Double): Option[FiniteDuration] = {
    val milliseconds = headers.text("retry-after-ms").flatMap(number).map(_ / 1000)
    def asSeconds = headers.text("retry-after").flatMap(number)
    def asDate = headers.text("retry-after").flatMap(HttpDate.seconds(_, now)).map { moment =>
      val sent = headers.text("date").flatMap(HttpDate.seconds(_, now))
      math.max(0.0, moment - sent.getOrElse(now))
    }
    // A duration holds 292 years; nobody waits longer.
    milliseconds.orElse(asSeconds).orElse(asDate).map(each => (math.min(each, 9e9) * 1e9).toLong.nanos)
  }

  private val plain = "[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+".r

  private def number(text: String): Option[Double] =
    Some(text.trim).filter(plain.matches(_)).flatMap(each => Try(each.toDouble).toOption).filter(each => !each.isInfinite)
}
