package org.openapitools.client
package model

/** A circle.
  *
  * @param extra members that this version of the package does not know
  */
final case class Circle(
  radius: BigDecimal,
  extra: core.Extra = core.Extra.empty
)

object Circle {
  implicit val codec: core.Codec[Circle] =
    new core.RecordCodec[Circle]("Circle") {
      private val m1 = required("radius", core.Codec.number)

      def read(in: core.Reader): Circle = new Circle(m1.read(in), in.extra)

      def write(value: Circle, out: core.Writer): Unit = {
        m1.write(value.radius, out)
        out.extra(value.extra)
      }
    }
}
