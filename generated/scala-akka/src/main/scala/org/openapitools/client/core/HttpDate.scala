package org.openapitools.client
package core

import java.time.{LocalDateTime, ZoneOffset}
import scala.util.Try

/** HTTP dates (RFC 9110 §5.6.7) in their three forms. */
private[core] object HttpDate {
  private val months = Seq("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
  private val month = months.mkString("(", "|", ")")
  private val time = "(\\d{2}):(\\d{2}):(\\d{2})"
  private val fixed = s"[a-z]{3}, (\\d{2}) $month (\\d{4}) $time gmt".r
  private val old = s"[a-z]{6,9}, (\\d{2})-$month-(\\d{2}) $time gmt".r
  private val asctime = s"[a-z]{3} $month ([ \\d]\\d) $time (\\d{4})".r

  /** Seconds since the epoch, `None` for what is no HTTP date. `now` settles the century of a two-digit
    * year: a date that seems more than 50 years ahead is in the past.
    */
  def seconds(text: String, now: Double): Option[Double] =
    text.trim.toLowerCase(java.util.Locale.ROOT) match {
      case fixed(day, name, year, h, m, s) => moment(year.toInt, name, day, h, m, s)
      case old(day, name, year, h, m, s) => moment(century(year.toInt, now), name, day, h, m, s)
      case asctime(name, day, h, m, s, year) => moment(year.toInt, name, day.trim, h, m, s)
      case _ => None
    }

  private def century(year: Int, now: Double): Int = {
    val current = LocalDateTime.ofEpochSecond(now.toLong, 0, ZoneOffset.UTC).getYear
    val full = year + current / 100 * 100
    if (full > current + 50) full - 100 else full
  }

  // A leap second is the end of its minute for our purpose.
  private def moment(year: Int, name: String, day: String, h: String, m: String, s: String): Option[Double] =
    Try(
      LocalDateTime
        .of(year, months.indexOf(name) + 1, day.toInt, h.toInt, m.toInt, math.min(s.toInt, 59))
        .toEpochSecond(ZoneOffset.UTC)
        .toDouble
    ).toOption
}
