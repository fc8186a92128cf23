package org.openapitools.client
package core

import scala.util.Try
import scala.util.matching.Regex

/** Bounds of a value (JSON Schema validation, §6). Numbers are JSON text, exact at any size; empty
  * and -1 stand for no bound.
  */
final case class Bounds(
  minimum: String = "",
  maximum: String = "",
  exclusiveMinimum: String = "",
  exclusiveMaximum: String = "",
  multipleOf: String = "",
  minLength: Int = -1,
  maxLength: Int = -1,
  pattern: String = "",
  minItems: Int = -1,
  maxItems: Int = -1,
  uniqueItems: Boolean = false,
  minProperties: Int = -1,
  maxProperties: Int = -1
) {
  // A pattern that Java cannot read is no reason to refuse a value.
  private lazy val regex: Option[Regex] = if (pattern.isEmpty) None else Try(pattern.r).toOption

  /** What of the bounds a value breaks. */
  private[core] def broken(json: Json): Seq[String] =
    json.asNumber.flatMap(_.toBigDecimal).toSeq.flatMap(brokenByNumber) ++
    json.asString.toSeq.flatMap(brokenByText) ++
    json.asArray.toSeq.flatMap(brokenByItems) ++
    json.asObject.toSeq.flatMap(members => size(members.size, minProperties, maxProperties, "members"))

  private def brokenByNumber(value: BigDecimal): Seq[String] =
    Seq(
      bound(minimum)(limit => value < limit, "is below"),
      bound(maximum)(limit => value > limit, "is above"),
      bound(exclusiveMinimum)(limit => value <= limit, "is not above"),
      bound(exclusiveMaximum)(limit => value >= limit, "is not below"),
      bound(multipleOf)(step => step.signum != 0 && (value % step).signum != 0, "is no multiple of")
    ).flatten

  private def bound(limit: String)(breaks: BigDecimal => Boolean, says: String): Option[String] =
    if (limit.nonEmpty && breaks(BigDecimal(limit))) Some(s"$says $limit") else None

  private def brokenByText(value: String): Seq[String] =
    size(value.codePointCount(0, value.length), minLength, maxLength, "characters") ++
    regex.filter(_.findFirstIn(value).isEmpty).map(_ => s"does not match $pattern")

  private def brokenByItems(items: Vector[Json]): Seq[String] =
    size(items.size, minItems, maxItems, "items") ++
    (if (uniqueItems && items.distinct.size < items.size) Seq("holds an item twice") else Nil)

  private def size(count: Int, least: Int, most: Int, of: String): Seq[String] =
    (if (count < least) Seq(s"has less than $least $of") else Nil) ++
    (if (most >= 0 && count > most) Seq(s"has more than $most $of") else Nil)
}
