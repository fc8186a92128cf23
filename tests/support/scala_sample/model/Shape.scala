package org.openapitools.client
package model

import scala.language.implicitConversions

/** Told apart by a member that only one of them has. */
sealed trait Shape

object Shape {
  final case class Circle(value: model.Circle) extends Shape
  final case class Square(value: model.Square) extends Shape
  final case class StringValue(value: String) extends Shape
  final case class ArrayValue(value: Seq[Long]) extends Shape

  /** A variant that this version of the package does not know: all of its JSON. */
  final case class Unknown(json: core.Json) extends Shape

  implicit def fromCircle(value: model.Circle): Shape = Circle(value)
  implicit def fromSquare(value: model.Square): Shape = Square(value)
  implicit def fromStringValue(value: String): Shape = StringValue(value)
  implicit def fromArrayValue(value: Seq[Long]): Shape = ArrayValue(value)

  implicit val codec: core.Codec[Shape] =
    new core.UnionCodec[Shape]("Shape", core.ByKey, Unknown(_), open = false) {
      private val v1 = core.Codec.ref(model.Circle.codec)
      private val v2 = core.Codec.ref(model.Square.codec)
      private val v3 = core.Codec.string
      private val v4 = core.Codec.seq(core.Codec.long)

      val variants: Seq[core.Variant[Shape]] = Seq(
        core.Variant(v1, Circle(_), key = "radius"),
        core.Variant(v2, Square(_), key = "side"),
        core.Variant(v3, StringValue(_), kinds = Seq(core.Kind.String)),
        core.Variant(v4, ArrayValue(_), kinds = Seq(core.Kind.Array))
      )

      def write(value: Shape): core.Written = value match {
        case Circle(value) => v1.written(value)
        case Square(value) => v2.written(value)
        case StringValue(value) => v3.written(value)
        case ArrayValue(value) => v4.written(value)
        case Unknown(json) => core.Written(json)
      }
    }
}
