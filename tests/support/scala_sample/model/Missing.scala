package org.openapitools.client
package model

/** What is said of a thing that is not there.
  *
  * @param extra members that this version of the package does not know
  */
final case class Missing(
  resource: String,
  extra: core.Extra = core.Extra.empty
)

object Missing {
  implicit val codec: core.Codec[Missing] =
    new core.RecordCodec[Missing]("Missing", core.Extras.forbidden) {
      private val m1 = required("resource", core.Codec.string.within(core.Bounds(minLength = 1)))

      def read(in: core.Reader): Missing = new Missing(m1.read(in), in.extra)

      def write(value: Missing, out: core.Writer): Unit = {
        m1.write(value.resource, out)
        out.extra(value.extra)
      }
    }
}
