package org.openapitools.client
package core

/** What a JSON value can be. An integer is also a number. */
final class Kind private (private[core] val mask: Int, override val toString: String)

object Kind {
  val Null: Kind = new Kind(1, "null")
  val Boolean: Kind = new Kind(2, "a boolean")
  val Integer: Kind = new Kind(4, "an integer")
  val Number: Kind = new Kind(8, "a number")
  val String: Kind = new Kind(16, "a string")
  val Array: Kind = new Kind(32, "an array")
  val Object: Kind = new Kind(64, "an object")

  private[core] val all: Int = 127
  private val names = Seq(Null, Boolean, Integer, Number, String, Array, Object)

  private object Mask extends io.circe.Json.Folder[Int] {
    def onNull: Int = 1
    def onBoolean(value: scala.Boolean): Int = 2
    def onNumber(value: io.circe.JsonNumber): Int =
      if (isWhole(value)) 4 | 8 else 8
    def onString(value: Predef.String): Int = 16
    def onArray(value: Vector[Json]): Int = 32
    def onObject(value: io.circe.JsonObject): Int = 64
  }

  /** The kinds that a value counts as. */
  private[core] def maskOf(json: Json): Int = json.foldWith(Mask)

  // Not by expanding it: 1e1000000000 would fill the memory.
  private def isWhole(value: io.circe.JsonNumber): scala.Boolean =
    value.toLong.isDefined || value.toBigInt.isDefined

  private[core] def nameOf(json: Json): Predef.String =
    nameOfMask(java.lang.Integer.lowestOneBit(maskOf(json)))

  private[core] def nameOfMask(mask: Int): Predef.String =
    names.filter(kind => (kind.mask & mask) != 0).mkString(" or ")
}
