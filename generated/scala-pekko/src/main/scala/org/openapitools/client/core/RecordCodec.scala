package org.openapitools.client
package core

import io.circe.JsonObject
import scala.collection.immutable.VectorMap
import scala.collection.mutable

/** The codec of an object with known members; generated code lists them and says how to build one. */
abstract class RecordCodec[A](name: String, extras: Extras = Extras.any) extends Codec[A] {
  private[core] val members = mutable.LinkedHashMap.empty[String, Member[_]]

  protected def required[B](name: String, codec: Codec[B]): Member[B] =
    add(new RequiredMember(name, codec))
  protected def requiredNullable[B](name: String, codec: Codec[B]): Member[Nullable[B]] =
    add(new NullableMember(name, codec, required = true))
  protected def optional[B](name: String, codec: Codec[B]): Member[Option[B]] =
    add(new OptionalMember(name, codec))
  protected def optionalNullable[B](name: String, codec: Codec[B]): Member[Nullable[B]] =
    add(new NullableMember(name, codec, required = false))

  private def add[B](member: Member[B]): Member[B] = {
    members(member.name) = member
    member
  }

  /** A value from the members of an object. */
  def read(in: Reader): A

  /** The members of a value. */
  def write(value: A, out: Writer): Unit

  private[core] def kinds: Int = Kind.Object.mask
  private[core] override def expected: String = s"$name (an object)"

  private[core] def attempt(json: Json, in: Decoding): A =
    json.foldWith(Container) match {
      case found: JsonObject => read(found, in, None)
      case _ => Codec.misfit
    }

  private def read(found: JsonObject, in: Decoding, instead: Option[Json]): A = {
    val outer = in.imperfect
    in.depth += 1
    val value = read(new Reader(found, in, this, instead))
    in.depth -= 1
    in.imperfect = outer
    value
  }

  // A type that requires itself has no finite value: null ends the search for one.
  private[core] def neutral(in: Decoding): A =
    if (in.depth > 64) Codec.misfit else read(JsonObject.empty, quiet(in), None)

  private[core] override def standIn(json: Json, in: Decoding): A =
    read(JsonObject.empty, quiet(in), Some(json))

  /** What is missing was already said of the whole. */
  private def quiet(in: Decoding): Decoding = {
    val fresh = new Decoding(false)
    fresh.depth = in.depth
    fresh
  }

  private[core] override def complete(json: Json): Boolean =
    json.asObject.exists(found => members.values.forall(each => !each.required || found.contains(each.name)))

  /** The members that this record does not have; problems where they are not allowed. */
  private[core] def unlisted(found: JsonObject, in: Decoding): Map[String, Json] = {
    // A small map keeps its order by itself, and is made much faster.
    var out: Map[String, Json] = Map.empty
    found.toIterable.foreach { case (name, json) =>
      if (!members.contains(name)) {
        out = if (out.size == 4) VectorMap.from(out).updated(name, json) else out.updated(name, json)
        if (in.strict) {
          if (!extras.allowed) in.problemAt(name, "is not allowed")
          extras.codec.foreach(in.attempt(name, json, _))
        }
      }
    }
    out
  }

  def written(value: A): Written = {
    val out = new Writer
    write(value, out)
    out.result
  }

  override def toString: String = s"Codec[$name]"
}
