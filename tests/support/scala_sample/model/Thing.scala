package org.openapitools.client
package model

/** A thing with everything.
  *
  * @param `type` What it is.
  * @param extra members that this version of the package does not know
  */
final case class Thing(
  id: String,
  kind: "thing",
  note: core.Nullable[String],
  `type`: Option[String] = None,
  `+1`: Option[Long] = None,
  big: Option[BigInt] = None,
  ratio: core.Nullable[BigDecimal] = core.Nullable.Absent,
  when: Option[core.DateTime] = None,
  day: Option[core.Date] = None,
  effort: Option[ReasoningEffort] = None,
  shape: Option[Shape] = None,
  tree: Option[Tree] = None,
  child: Option[Thing] = None,
  grid: Option[Seq[Seq[Long]]] = None,
  `copy_`: Option[Boolean] = None,
  extra: core.Extra = core.Extra.empty
) {

  /** The other members, typed. */
  def additional: Map[String, Long] = extra.typed(core.Codec.long)
}

object Thing {
  implicit val codec: core.Codec[Thing] =
    new core.RecordCodec[Thing]("Thing", core.Extras.of(core.Codec.long)) {
      private val m1 = required("id", core.Codec.string)
      private val m2 = required("kind", core.Codec.literal("thing"))
      private val m3 = requiredNullable("note", core.Codec.string)
      private val m4 = optional("type", core.Codec.string)
      private val m5 = optional("+1", core.Codec.long)
      private val m6 = optional("big", core.Codec.bigInt)
      private val m7 = optionalNullable("ratio", core.Codec.number.within(core.Bounds(minimum = "0", maximum = "2")))
      private val m8 = optional("when", core.Codec.dateTime)
      private val m9 = optional("day", core.Codec.date)
      private val m10 = optional("effort", core.Codec.ref(ReasoningEffort.codec))
      private val m11 = optional("shape", core.Codec.ref(Shape.codec))
      private val m12 = optional("tree", core.Codec.ref(Tree.codec))
      private val m13 = optional("child", core.Codec.ref(Thing.codec))
      private val m14 = optional("grid", core.Codec.seq(core.Codec.seq(core.Codec.long)))
      private val m15 = optional("copy", core.Codec.boolean)

      def read(in: core.Reader): Thing =
        new Thing(
          m1.read(in),
          m2.read(in),
          m3.read(in),
          m4.read(in),
          m5.read(in),
          m6.read(in),
          m7.read(in),
          m8.read(in),
          m9.read(in),
          m10.read(in),
          m11.read(in),
          m12.read(in),
          m13.read(in),
          m14.read(in),
          m15.read(in),
          in.extra
        )

      def write(value: Thing, out: core.Writer): Unit = {
        m1.write(value.id, out)
        m2.write(value.kind, out)
        m3.write(value.note, out)
        m4.write(value.`type`, out)
        m5.write(value.`+1`, out)
        m6.write(value.big, out)
        m7.write(value.ratio, out)
        m8.write(value.when, out)
        m9.write(value.day, out)
        m10.write(value.effort, out)
        m11.write(value.shape, out)
        m12.write(value.tree, out)
        m13.write(value.child, out)
        m14.write(value.grid, out)
        m15.write(value.`copy_`, out)
        out.extra(value.extra)
      }
    }
}

/** A tree of trees: an alias that reaches itself. */
final case class Tree(value: Seq[Tree])

object Tree {
  implicit val codec: core.Codec[Tree] =
    core.Codec.wrapped("Tree", core.Codec.seq(core.Codec.ref(Tree.codec)))(Tree(_))(_.value)
}
