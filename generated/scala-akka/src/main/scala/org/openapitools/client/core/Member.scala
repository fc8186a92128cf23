package org.openapitools.client
package core

/** A member of a record: how it is found in an object, and put into one. */
sealed abstract class Member[A] private[core] (val name: String, private[core] val required: Boolean) {
  def read(in: Reader): A
  def write(value: A, out: Writer): Unit

  /** What the member reads as, and keep its JSON for the way back. */
  protected def keep(in: Reader, json: Json, value: A): A = {
    in.keep(name, Option(json), value)
    value
  }
}

private[core] final class RequiredMember[A](name: String, codec: Codec[A]) extends Member[A](name, true) {
  def read(in: Reader): A = in.find(name) match {
    case null =>
      in.decoding.problemAt(name, "is missing")
      keep(in, null, codec.neutral(in.decoding))
    case json =>
      val value = in.value(name, json, codec)
      if (value.asInstanceOf[AnyRef] eq null) keep(in, json, codec.neutral(in.decoding))
      else if (in.takeImperfect()) keep(in, json, value)
      else value
  }

  def write(value: A, out: Writer): Unit = out.put(name, value, codec.written(value))
}

private[core] final class OptionalMember[A](name: String, codec: Codec[A])
  extends Member[Option[A]](name, false) {

  def read(in: Reader): Option[A] = in.find(name) match {
    case null => None
    case json =>
      val value = in.value(name, json, codec)
      if (value.asInstanceOf[AnyRef] eq null) keep(in, json, None)
      else if (in.takeImperfect()) keep(in, json, Some(value))
      else Some(value)
  }

  def write(value: Option[A], out: Writer): Unit = value match {
    case Some(inside) => out.put(name, value, codec.written(inside))
    case None => out.skip(name, value)
  }
}

private[core] final class NullableMember[A](name: String, codec: Codec[A], required: Boolean)
  extends Member[Nullable[A]](name, required) {

  def read(in: Reader): Nullable[A] = in.find(name) match {
    case null =>
      if (required) in.decoding.problemAt(name, "is missing")
      Nullable.Absent
    case json if json.isNull => Nullable.Null
    case json =>
      val value = in.value(name, json, codec)
      if (value.asInstanceOf[AnyRef] eq null) keep(in, json, Nullable.Absent)
      else if (in.takeImperfect()) keep(in, json, Nullable.Value(value))
      else Nullable.Value(value)
  }

  def write(value: Nullable[A], out: Writer): Unit = value match {
    case Nullable.Value(inside) => out.put(name, value, codec.written(inside))
    case Nullable.Null => out.put(name, value, Written(Json.Null))
    case Nullable.Absent => out.skip(name, value)
  }
}
