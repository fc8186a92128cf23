package org.openapitools.client
package core

/** A value on its way out: JSON, or a form with files in it, which JSON cannot hold. */
sealed abstract class Written {

  /** As JSON. Throws [[ApiError.RequestError]] where there is a file. */
  def json: Json
}

object Written {
  def apply(json: Json): Written = Plain(json)

  private[core] final case class Plain(json: Json) extends Written

  private[core] final case class File(binary: Binary) extends Written {
    def json: Json = throw ApiError.RequestError("a file cannot be a part of JSON")
  }

  private[core] final case class Items(items: Vector[Written]) extends Written {
    def json: Json = Json.fromValues(items.map(_.json))
  }

  private[core] final case class Members(members: Vector[(String, Written)]) extends Written {
    def json: Json = Json.fromFields(members.map { case (name, written) => name -> written.json })
  }

  private[core] def items(all: Vector[Written]): Written =
    if (all.forall(_.isInstanceOf[Plain])) Plain(Json.fromValues(all.map(_.json))) else Items(all)

  private[core] def members(all: Vector[(String, Written)]): Written =
    if (all.forall(_._2.isInstanceOf[Plain])) Plain(Json.fromFields(all.map(each => each._1 -> each._2.json)))
    else Members(all)
}
