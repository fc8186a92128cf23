package org.openapitools.client
package core

import io.circe.{JsonNumber, JsonObject}

/** A codec of one kind of scalar; subclasses say which by overriding one method of the folder. */
private[core] abstract class ScalarCodec[A](private[core] val kinds: Int, empty: A)
  extends Codec[A] with io.circe.Json.Folder[A] {

  def onNull: A = Codec.misfit
  def onBoolean(value: Boolean): A = Codec.misfit
  def onNumber(value: JsonNumber): A = Codec.misfit
  def onString(value: String): A = Codec.misfit
  def onArray(value: Vector[Json]): A = Codec.misfit
  def onObject(value: JsonObject): A = Codec.misfit

  def toJson(value: A): Json

  /** What is wrong with a value of the right kind. */
  def check(value: A): Option[String] = None

  private[core] def attempt(json: Json, in: Decoding): A = {
    val value = json.foldWith(this)
    if (in.strict && (value.asInstanceOf[AnyRef] ne null)) check(value).foreach(in.problem)
    value
  }

  private[core] def neutral(in: Decoding): A = empty
  private[core] override def standIn(json: Json, in: Decoding): A = Codec.misfit
  def written(value: A): Written = Written(toJson(value))
}

private[core] final class LiteralCodec[A](value: A, json: Json, private[core] val kinds: Int) extends Codec[A] {
  private val out = Written(json)

  private[core] def attempt(json: Json, in: Decoding): A = if (json == this.json) value else Codec.misfit
  private[core] def neutral(in: Decoding): A = value
  private[core] override def standIn(json: Json, in: Decoding): A = Codec.misfit
  private[core] override def expected: String = print(json)
  def written(value: A): Written = out
}

/** An enumeration, or any other class around one value of `base`. */
private[core] final class KnownCodec[A, B](
  name: String,
  base: Codec[B],
  values: () => Seq[A],
  open: Boolean,
  wrap: B => A,
  unwrap: A => B
) extends Codec[A] {
  private lazy val known: Map[B, A] = values().map(value => unwrap(value) -> value).toMap

  private[core] def kinds: Int = base.kinds
  private[core] override def expected: String = s"$name (${base.expected})"

  private[core] def attempt(json: Json, in: Decoding): A = {
    val value = base.attempt(json, in)
    if (value.asInstanceOf[AnyRef] eq null) Codec.misfit
    else
      known.get(value) match {
        case Some(member) => member
        case None =>
          if (!open) in.problem(s"is no $name that the document knows")
          wrap(value)
      }
  }

  private[core] def neutral(in: Decoding): A = wrap(base.neutral(in))
  private[core] override def standIn(json: Json, in: Decoding): A = Codec.misfit
  def written(value: A): Written = base.written(unwrap(value))
}
