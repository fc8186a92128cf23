package org.openapitools.client
package core

import java.time.{LocalDate, OffsetDateTime}
import java.time.format.{DateTimeFormatter, DateTimeFormatterBuilder}
import scala.language.implicitConversions
import scala.util.Try

/** A date-time that remembers its text: fraction and offset go back as they came. A text that is
  * none is kept as well, and read by `text`.
  */
final case class DateTime(text: String) {

  /** The moment, `None` where the text is no RFC 3339 date-time. */
  lazy val option: Option[OffsetDateTime] = DateTime.parse(text)

  /** The moment. Throws `java.time.DateTimeException` where the text is none. */
  def toOffsetDateTime: OffsetDateTime =
    option.getOrElse(throw new java.time.DateTimeException("no date-time of RFC 3339"))

  override def toString: String = text
}

object DateTime {
  private val written = new DateTimeFormatterBuilder()
    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
    .appendOffset("+HH:MM", "Z")
    .toFormatter()

  def apply(value: OffsetDateTime): DateTime = new DateTime(withSeconds(value))

  implicit def fromOffsetDateTime(value: OffsetDateTime): DateTime = apply(value)

  // An offset with seconds has no place in RFC 3339: it is the same moment in UTC.
  private def withSeconds(value: OffsetDateTime): String = {
    val plain =
      if (value.getOffset.getTotalSeconds % 60 == 0) value
      else value.withOffsetSameInstant(java.time.ZoneOffset.UTC)
    written.format(plain)
  }

  // Lower-case letters and a space are allowed between date and time (RFC 3339 §5.6).
  private def parse(text: String): Option[OffsetDateTime] = {
    val upper = text.toUpperCase(java.util.Locale.ROOT)
    val usual = if (upper.length > 10 && upper.charAt(10) == ' ') upper.updated(10, 'T') else upper
    Try(OffsetDateTime.parse(usual)).toOption
  }
}

/** A day that remembers its text. */
final case class Date(text: String) {
  lazy val option: Option[LocalDate] = Try(LocalDate.parse(text)).toOption

  /** The day. Throws `java.time.DateTimeException` where the text is none. */
  def toLocalDate: LocalDate = option.getOrElse(throw new java.time.DateTimeException("no date of RFC 3339"))

  override def toString: String = text
}

object Date {
  def apply(value: LocalDate): Date = new Date(value.toString)

  implicit def fromLocalDate(value: LocalDate): Date = apply(value)
}
