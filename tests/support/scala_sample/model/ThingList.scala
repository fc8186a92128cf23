package org.openapitools.client
package model

/** A page of things.
  *
  * @param extra members that this version of the package does not know
  */
final case class ThingList(
  data: Seq[Thing],
  has_more: Option[Boolean] = None,
  extra: core.Extra = core.Extra.empty
)

object ThingList {
  implicit val codec: core.Codec[ThingList] =
    new core.RecordCodec[ThingList]("ThingList") {
      private val m1 = required("data", core.Codec.seq(core.Codec.ref(Thing.codec)))
      private val m2 = optional("has_more", core.Codec.boolean)

      def read(in: core.Reader): ThingList = new ThingList(m1.read(in), m2.read(in), in.extra)

      def write(value: ThingList, out: core.Writer): Unit = {
        m1.write(value.data, out)
        m2.write(value.has_more, out)
        out.extra(value.extra)
      }
    }
}
