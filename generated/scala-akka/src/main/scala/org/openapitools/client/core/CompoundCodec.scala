package org.openapitools.client
package core

import io.circe.{JsonNumber, JsonObject}
import scala.collection.immutable.VectorMap

private[core] final class SeqCodec[A](item: Codec[A]) extends Codec[Seq[A]] {
  private[core] def kinds: Int = Kind.Array.mask
  private[core] def neutral(in: Decoding): Seq[A] = Vector.empty

  private[core] def attempt(json: Json, in: Decoding): Seq[A] =
    json.foldWith(Container) match {
      case items: Vector[_] => read(items.asInstanceOf[Vector[Json]], in)
      case _ => Codec.misfit
    }

  /** Items of another kind are left out; the record around keeps the whole. */
  private def read(items: Vector[Json], in: Decoding): Seq[A] = {
    val out = Vector.newBuilder[A]
    out.sizeHint(items.size)
    var index = 0
    val each = items.iterator
    while (each.hasNext) {
      val json = each.next()
      val value = if (in.strict) in.attempt(index.toString, json, item) else item.attempt(json, in)
      if (value.asInstanceOf[AnyRef] eq null) in.imperfect = true else out += value
      index += 1
    }
    out.result()
  }

  def written(value: Seq[A]): Written = Written.items(value.iterator.map(item.written).toVector)
}

private[core] final class MapCodec[A](value: Codec[A]) extends Codec[Map[String, A]] {
  private[core] def kinds: Int = Kind.Object.mask
  private[core] def neutral(in: Decoding): Map[String, A] = Map.empty

  private[core] def attempt(json: Json, in: Decoding): Map[String, A] =
    json.foldWith(Container) match {
      case members: JsonObject =>
        val out = VectorMap.newBuilder[String, A]
        members.toIterable.foreach { case (name, json) =>
          val read = in.attempt(name, json, value)
          if (read.asInstanceOf[AnyRef] eq null) in.imperfect = true else out += name -> read
        }
        out.result()
      case _ => Codec.misfit
    }

  def written(members: Map[String, A]): Written =
    Written.members(members.iterator.map { case (name, each) => name -> value.written(each) }.toVector)
}

/** The inside of an array or object; null for anything else. */
private[core] object Container extends io.circe.Json.Folder[AnyRef] {
  def onNull: AnyRef = null
  def onBoolean(value: Boolean): AnyRef = null
  def onNumber(value: JsonNumber): AnyRef = null
  def onString(value: String): AnyRef = null
  def onArray(value: Vector[Json]): AnyRef = value
  def onObject(value: JsonObject): AnyRef = value
}

private[core] final class NullableCodec[A](inner: Codec[A]) extends Codec[Nullable[A]] {
  private[core] def kinds: Int = inner.kinds | Kind.Null.mask
  private[core] def neutral(in: Decoding): Nullable[A] = Nullable.Null

  private[core] def attempt(json: Json, in: Decoding): Nullable[A] =
    if (json.isNull) Nullable.Null
    else {
      val value = inner.attempt(json, in)
      if (value.asInstanceOf[AnyRef] eq null) Codec.misfit else Nullable.Value(value)
    }

  def written(value: Nullable[A]): Written = value match {
    case Nullable.Value(inside) => inner.written(inside)
    case _ => Written(Json.Null)
  }
}

private[core] final class RefCodec[A](find: () => Codec[A]) extends Codec[A] {
  private lazy val codec: Codec[A] = find()
  private[core] def kinds: Int = codec.kinds
  private[core] def neutral(in: Decoding): A = codec.neutral(in)
  private[core] override def expected: String = codec.expected
  private[core] override def complete(json: Json): Boolean = codec.complete(json)
  private[core] override def standIn(json: Json, in: Decoding): A = codec.standIn(json, in)
  private[core] override def rooted(value: A, json: Json): A = codec.rooted(value, json)
  private[core] def attempt(json: Json, in: Decoding): A = codec.attempt(json, in)
  def written(value: A): Written = codec.written(value)
}

private[core] final class BoundedCodec[A](inner: Codec[A], bounds: Bounds) extends Codec[A] {
  private[core] def kinds: Int = inner.kinds
  private[core] def neutral(in: Decoding): A = inner.neutral(in)
  private[core] override def expected: String = inner.expected
  private[core] override def complete(json: Json): Boolean = inner.complete(json)
  private[core] override def standIn(json: Json, in: Decoding): A = inner.standIn(json, in)
  private[core] override def rooted(value: A, json: Json): A = inner.rooted(value, json)
  def written(value: A): Written = inner.written(value)

  private[core] def attempt(json: Json, in: Decoding): A = {
    val value = inner.attempt(json, in)
    if (in.strict && (value.asInstanceOf[AnyRef] ne null)) bounds.broken(json).foreach(in.problem)
    value
  }
}
