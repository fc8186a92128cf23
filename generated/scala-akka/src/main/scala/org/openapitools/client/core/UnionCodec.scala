package org.openapitools.client
package core

/** What decides among the variants of a union that are objects; before it the kind of JSON does. */
sealed abstract class Selector

/** The member `tag` decides; `fallback` is the position of the variant for any other value. */
final case class ByTag(tag: String, fallback: Int = -1) extends Selector

/** The kind of the value is enough. */
case object ByKind extends Selector

/** A member that only one variant has decides. */
case object ByKey extends Selector

/** The first variant that accepts the value. */
case object InOrder extends Selector

/** A possibility of a union: how it is read, and what selects it. */
final class Variant[U] private (
  private[core] val codec: Codec[Any],
  private[core] val wrap: Any => U,
  private[core] val tags: Seq[Json],
  declared: Int,
  private[core] val key: String
) {
  private[core] lazy val kinds: Int = if (declared == 0) codec.kinds else declared
}

object Variant {
  def apply[A, U](
    codec: Codec[A],
    wrap: A => U,
    tags: Seq[Json] = Nil,
    kinds: Seq[Kind] = Nil,
    key: String = ""
  ): Variant[U] =
    new Variant[U](
      codec.asInstanceOf[Codec[Any]],
      wrap.asInstanceOf[Any => U],
      tags,
      kinds.foldLeft(0)(_ | _.mask),
      key
    )
}

/** The codec of a union; generated code lists its variants and says how each is written. */
abstract class UnionCodec[U](name: String, selector: Selector, unknown: Json => U, open: Boolean = true)
  extends Codec[U] {

  def variants: Seq[Variant[U]]
  def write(value: U): Written

  private lazy val byTag: Map[Json, Variant[U]] =
    variants.reverseIterator.flatMap(each => each.tags.map(_ -> each)).toMap

  private[core] override def expected: String = name
  private[core] def kinds: Int = Kind.all
  private[core] def neutral(in: Decoding): U = unknown(Json.Null)
  private[core] override def standIn(json: Json, in: Decoding): U = unknown(json)
  private[core] override def rooted(value: U, json: Json): U = unknown(json)
  def written(value: U): Written = write(value)

  private[core] override def complete(json: Json): Boolean =
    candidates(json).exists(_.codec.complete(json))

  private[core] def attempt(json: Json, in: Decoding): U = {
    val found = candidates(json)
    val chosen = if (found.size > 1) firstFitting(found, json) else found.headOption
    chosen match {
      case Some(variant) =>
        val value = variant.codec.attempt(json, in)
        if (value.asInstanceOf[AnyRef] eq null) refused(json, in) else variant.wrap(value)
      case None => refused(json, in)
    }
  }

  private def refused(json: Json, in: Decoding): U = {
    val expectedOne = open && json.isObject
    if (!expectedOne) in.problem(s"is no $name that the document knows")
    unknown(json)
  }

  /** The variants that may hold a value, the right one if it can be told. */
  private def candidates(json: Json): Seq[Variant[U]] = {
    val mask = Kind.maskOf(json)
    if (json.isObject) selector match {
      case ByTag(tag, fallback) => tagged(json, tag, fallback)
      case ByKey => keyed(json, fitting(mask))
      case _ => fitting(mask)
    }
    else fitting(mask)
  }

  private def fitting(mask: Int): Seq[Variant[U]] = variants.filter(each => (each.kinds & mask) != 0)

  private def tagged(json: Json, tag: String, fallback: Int): Seq[Variant[U]] = {
    val value = json.asObject.flatMap(_(tag))
    value.flatMap(byTag.get) match {
      // Variants that share a tag are tried in order among themselves.
      case Some(first) =>
        val sharing = variants.filter(_.tags.contains(value.get))
        if (sharing.size > 1) sharing else Seq(first)
      case None if fallback >= 0 => Seq(variants(fallback))
      case None => variants.filter(each => each.tags.isEmpty && (each.kinds & Kind.Object.mask) != 0)
    }
  }

  private def keyed(json: Json, fit: Seq[Variant[U]]): Seq[Variant[U]] = {
    val members = json.asObject
    val found = fit.filter(each => each.key.nonEmpty && members.exists(_.contains(each.key)))
    if (found.nonEmpty) found.take(1) else fit.filter(_.key.isEmpty)
  }

  /** The first variant whose schema a value keeps, else the first that has all it requires. */
  private def firstFitting(found: Seq[Variant[U]], json: Json): Option[Variant[U]] =
    found
      .find(_.codec.fromJson(json, strict = true).isRight)
      .orElse(found.find(_.codec.complete(json)))
      .orElse(if (json.isObject) None else found.headOption)
}
