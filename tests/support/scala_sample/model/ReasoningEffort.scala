package org.openapitools.client
package model

/** How long to think. */
final case class ReasoningEffort(value: String) extends core.OpenEnum

object ReasoningEffort extends core.OpenEnumCompanion[ReasoningEffort] {

  /** Not long. */
  val Low: ReasoningEffort = ReasoningEffort("low")
  val Medium: ReasoningEffort = ReasoningEffort("medium")
  val High: ReasoningEffort = ReasoningEffort("high")

  /** The values that the document knows. */
  val values: Seq[ReasoningEffort] = Seq(Low, Medium, High)

  implicit val codec: core.Codec[ReasoningEffort] =
    core.Codec.known("ReasoningEffort", core.Codec.string, values)(ReasoningEffort(_))(_.value)
}
