package org.openapitools.client
package core

import scala.collection.immutable.VectorMap

/** What a record holds beside its members.
  *
  * `unknown` are members that this version of the package does not have. `misfits` are members
  * whose JSON is not what the document promises: they read as `None`, or as the neutral value of
  * their type where they are required, and are sent back as they came unless the member is given
  * another value.
  *
  * {{{ value.extra("name") }}}
  */
final class Extra private[core] (
  val unknown: Map[String, Json],
  private[core] val kept: Map[String, Extra.Kept],
  private[core] val instead: scala.Option[Json]
) {

  /** The JSON of a member, whether it is unknown or a misfit. */
  def apply(name: String): scala.Option[Json] =
    kept.get(name).flatMap(_.json).orElse(unknown.get(name))

  /** The JSON of the members that are not of their type, by name. */
  def misfits: Map[String, Json] = kept.collect { case (name, Extra.Kept(Some(json), _)) => name -> json }

  /** Required members that were not there. */
  def missing: Set[String] = kept.collect { case (name, Extra.Kept(None, _)) => name }.toSet

  def isEmpty: Boolean = unknown.isEmpty && kept.isEmpty && instead.isEmpty

  /** With one more unknown member. */
  def updated(name: String, json: Json): Extra = new Extra(unknown.updated(name, json), kept, instead)

  def updated[A](name: String, codec: Codec[A], value: A): Extra = updated(name, codec.encode(value))

  def removed(name: String): Extra = new Extra(unknown.removed(name), kept.removed(name), instead)

  /** One unknown member, read; `None` where it is absent or of another kind. */
  def member[A](name: String, codec: Codec[A]): scala.Option[A] = unknown.get(name).flatMap(codec.option)

  /** The unknown members, read; those of another kind are left out. */
  def typed[A](codec: Codec[A]): Map[String, A] =
    unknown.flatMap { case (name, json) => codec.option(json).map(name -> _) }

  override def equals(other: Any): Boolean = other match {
    case that: Extra =>
      unknown == that.unknown && misfits == that.misfits && missing == that.missing &&
      instead == that.instead
    case _ => false
  }

  override def hashCode: Int = (unknown, misfits).hashCode

  override def toString: String =
    (unknown ++ misfits).map { case (name, json) => s"$name=${print(json)}" }.mkString("Extra(", ", ", ")")
}

object Extra {

  /** JSON as it came (`None`: it was absent), and what the member read as. */
  private[core] final case class Kept(json: scala.Option[Json], read: Any)

  val empty: Extra = new Extra(Map.empty, Map.empty, None)

  /** Unknown members. */
  def apply(members: (String, Json)*): Extra = new Extra(VectorMap.from(members), Map.empty, None)

  /** Unknown members of one type. */
  def of[A](codec: Codec[A])(members: (String, A)*): Extra =
    apply(members.map { case (name, value) => name -> codec.encode(value) }: _*)
}

/** What a document says of members that it does not list; only `strict` decoding cares. */
final class Extras private (private[core] val allowed: Boolean, private[core] val codec: scala.Option[Codec[_]])

object Extras {
  val any: Extras = new Extras(true, None)
  val forbidden: Extras = new Extras(false, None)
  def of(codec: Codec[_]): Extras = new Extras(true, Some(codec))
}
