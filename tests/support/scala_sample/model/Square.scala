package org.openapitools.client
package model

/** A square.
  *
  * @param extra members that this version of the package does not know
  */
final case class Square(
  side: BigDecimal,
  label: Option[String] = None,
  extra: core.Extra = core.Extra.empty
)

object Square {
  implicit val codec: core.Codec[Square] =
    new core.RecordCodec[Square]("Square") {
      private val m1 = required("side", core.Codec.number)
      private val m2 = optional("label", core.Codec.string)

      def read(in: core.Reader): Square = new Square(m1.read(in), m2.read(in), in.extra)

      def write(value: Square, out: core.Writer): Unit = {
        m1.write(value.side, out)
        m2.write(value.label, out)
        out.extra(value.extra)
      }
    }
}
