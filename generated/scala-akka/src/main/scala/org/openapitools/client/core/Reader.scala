package org.openapitools.client
package core

import io.circe.JsonObject

/** The members of one object, while a record is read from them. */
final class Reader private[core] (
  found: JsonObject,
  private[core] val decoding: Decoding,
  codec: RecordCodec[_],
  instead: Option[Json]
) {
  private var known = 0
  private var kept: Map[String, Extra.Kept] = Map.empty

  private[core] def find(name: String): Json = found(name) match {
    case Some(json) =>
      known += 1
      json
    case None => null
  }

  private[core] def value[A](name: String, json: Json, codec: Codec[A]): A = {
    decoding.imperfect = false
    if (decoding.strict) decoding.attempt(name, json, codec) else codec.attempt(json, decoding)
  }

  private[core] def takeImperfect(): Boolean = {
    val was = decoding.imperfect
    decoding.imperfect = false
    was
  }

  private[core] def keep(name: String, json: Option[Json], value: Any): Unit =
    kept = kept.updated(name, Extra.Kept(json, value))

  /** What is left: to be asked for after all members were read. */
  def extra: Extra =
    if (known == found.size && kept.isEmpty && instead.isEmpty) Extra.empty
    else {
      val unknown = if (known == found.size) Map.empty[String, Json] else codec.unlisted(found, decoding)
      new Extra(unknown, kept, instead)
    }
}

/** The members of a record on its way out. */
final class Writer private[core] () {
  private val names = Vector.newBuilder[(String, Written)]
  private var values: Map[String, Any] = Map.empty
  private var rest: Extra = Extra.empty

  private[core] def put(name: String, value: Any, written: Written): Unit = {
    names += name -> written
    values = values.updated(name, value)
  }

  private[core] def skip(name: String, value: Any): Unit = values = values.updated(name, value)

  /** What is left: to be given after all members. */
  def extra(extra: Extra): Unit = rest = extra

  private[core] def result: Written = {
    val members = names.result()
    if (rest.isEmpty) Written.members(members)
    else {
      // A misfit goes back as it came, unless the member has got another value since.
      val kept = rest.kept.filter { case (name, each) => values.get(name).contains(each.read) }
      val back = kept.collect { case (name, Extra.Kept(Some(json), _)) => name -> Written(json) }
      val unlisted = rest.unknown.iterator.collect {
        case (name, json) if !values.get(name).exists(isThere) => name -> Written(json)
      }
      val all = members.filterNot(each => kept.contains(each._1)) ++ back ++ unlisted
      if (all.isEmpty && rest.instead.isDefined) Written(rest.instead.get) else Written.members(all)
    }
  }

  /** A known member wins over one of its name in `extra`. */
  private def isThere(value: Any): Boolean = value != None && value != Nullable.Absent
}
