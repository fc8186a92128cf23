package org.openapitools.client
package core

/** Parameters on the wire: every style and explode of OpenAPI 3.1 §4.8.12.3.
  *
  * `null` members of lists and objects are left out (RFC 6570 §2.3). The standard does not say how a
  * list or an object inside another is written: as compact JSON text, but in `deepObject`, where
  * brackets nest and a list has its indices.
  */
private[core] object ParameterText {
  private type Encode = String => String

  /** A scalar as text: numbers in plain decimal. */
  def scalar(json: Json): String =
    json.fold(
      "",
      value => if (value) "true" else "false",
      number => plain(number),
      text => text,
      _ => print(json),
      _ => print(json)
    )

  private def plain(number: io.circe.JsonNumber): String = {
    val value = new java.math.BigDecimal(number.toString)
    // An exponent beyond a double's would fill the memory with zeros.
    if (value.scale.abs > 400) throw ApiError.RequestError("a number is too large to be written out")
    value.toPlainString
  }

  private def inner(json: Json): String = if (json.isObject || json.isArray || json.isNull) print(json) else scalar(json)
  private def items(values: Vector[Json]): Seq[String] = values.filterNot(_.isNull).map(inner)
  private def members(json: Json): Seq[(String, String)] =
    json.asObject.toSeq.flatMap(_.toIterable).collect { case (name, value) if !value.isNull => name -> inner(value) }

  /** The `name=value` pieces of a query parameter; none for an empty list or object. */
  def query(param: Param[_], value: Json): Seq[String] =
    pairs(
      param.name,
      value,
      param.style,
      param.explode,
      Percent.component,
      if (param.allowReserved) Percent.reserved else Percent.component
    )

  /** The same for a member of an urlencoded form. */
  def form(part: Part, value: Json): Seq[String] = {
    val encode: Encode = if (part.allowReserved) Percent.reserved else Percent.form
    val compound = value.isObject || value.isArray
    val style = if (part.payload == Payload.Json && compound) InContent else part.style
    value.asArray match {
      // An array of objects is one JSON text per item, as it is in a multipart form.
      case Some(all) if style == InContent && part.explode =>
        all.filterNot(_.isNull).map(item => s"${Percent.form(part.name)}=${encode(inner(item))}")
      case _ => pairs(part.name, value, style, part.explode, Percent.form, encode)
    }
  }

  private def separator(style: Style): String = style match {
    case SpaceDelimited => "%20"
    case PipeDelimited => "%7C"
    case _ => ","
  }

  private def pairs(
    name: String,
    value: Json,
    style: Style,
    explode: Boolean,
    key: Encode,
    encode: Encode
  ): Seq[String] = style match {
    case InContent => Seq(s"${key(name)}=${encode(print(value))}")
    case DeepObject => deep(name, value).map { case (path, text) => s"${key(path)}=${encode(text)}" }
    case _ if value.isArray =>
      val all = items(value.asArray.get).map(encode)
      if (explode) all.map(item => s"${key(name)}=$item")
      else if (all.isEmpty) Nil
      else Seq(s"${key(name)}=${all.mkString(separator(style))}")
    case _ if value.isObject =>
      val all = members(value)
      if (explode) all.map { case (member, text) => s"${key(member)}=${encode(text)}" }
      else if (all.isEmpty) Nil
      else
        Seq(s"${key(name)}=${all.flatMap(each => Seq(each._1, each._2)).map(encode).mkString(separator(style))}")
    case _ => if (value.isNull) Nil else Seq(s"${key(name)}=${encode(scalar(value))}")
  }

  private def deep(name: String, value: Json): Seq[(String, String)] =
    if (value.isObject)
      value.asObject.get.toIterable.toSeq.flatMap { case (key, item) => deep(s"$name[$key]", item) }
    else if (value.isArray)
      value.asArray.get.zipWithIndex.flatMap { case (item, index) => deep(s"$name[$index]", item) }
    else if (value.isNull) Nil
    else Seq(name -> scalar(value))

  /** What stands for a parameter in the path. */
  def path(param: Param[_], value: Json): String = {
    val empty = value.isNull || value.asArray.exists(_.isEmpty) || value.asObject.exists(_.isEmpty)
    if (param.style == InContent && !value.isNull) Percent.segment(print(value))
    else if (empty) throw ApiError.RequestError(s"the path parameter `${param.name}` needs a value")
    else
      param.style match {
        case Label => "." + joined(value, if (param.explode) "." else ",", param.explode, ".,=")
        case Matrix => matrix(param, value)
        case _ => joined(value, ",", param.explode, ",=")
      }
  }

  private def joined(value: Json, separator: String, explode: Boolean, delimiters: String): String =
    if (value.isArray) items(value.asArray.get).map(Percent.segment(_, delimiters)).mkString(separator)
    else if (value.isObject)
      members(value)
        .map { case (name, text) =>
          val between = if (explode) "=" else ","
          Percent.segment(name, delimiters) + between + Percent.segment(text, delimiters)
        }
        .mkString(separator)
    else Percent.segment(scalar(value))

  private def matrix(param: Param[_], value: Json): String = {
    val name = Percent.segment(param.name, ";=")
    if (value.isArray && param.explode)
      items(value.asArray.get).map(item => s";$name=${Percent.segment(item, ";,=")}").mkString
    else if (value.isObject && param.explode)
      members(value)
        .map { case (key, text) => s";${Percent.segment(key, ";,=")}=${Percent.segment(text, ";,=")}" }
        .mkString
    else if (value.isArray || value.isObject) s";$name=${joined(value, ",", explode = false, ";,=")}"
    else {
      // RFC 6570 §3.2.7: an empty value leaves the equals sign out.
      val text = Percent.segment(scalar(value), ";")
      if (text.isEmpty) s";$name" else s";$name=$text"
    }
  }

  /** The value of a header parameter, `None` for an empty list or object. */
  def header(param: Param[_], value: Json): Option[String] =
    if (param.style == InContent) Some(ascii(print(value)))
    else if (value.isArray) Some(items(value.asArray.get).mkString(",")).filter(_ => items(value.asArray.get).nonEmpty)
    else if (value.isObject) {
      val between = if (param.explode) "=" else ","
      Some(members(value).map(each => each._1 + between + each._2).mkString(",")).filter(_.nonEmpty)
    } else if (value.isNull) None
    else Some(scalar(value))

  private def ascii(text: String): String =
    text.flatMap(char => if (char < 127) char.toString else "\\u%04x".format(char.toInt))

  /** Names and values of the cookies of a parameter; an exploded list repeats its name. */
  def cookies(param: Param[_], value: Json): Seq[(String, String)] =
    if (param.style == InContent) Seq(param.name -> Percent.cookie(print(value)))
    else if (value.isArray) {
      val all = items(value.asArray.get).map(Percent.cookie)
      if (param.explode) all.map(param.name -> _)
      else if (all.isEmpty) Nil
      else Seq(param.name -> all.mkString(","))
    } else if (value.isObject) {
      val all = members(value)
      if (param.explode) all.map { case (key, text) => key -> Percent.cookie(text) }
      else if (all.isEmpty) Nil
      else Seq(param.name -> all.flatMap(each => Seq(each._1, each._2)).map(Percent.cookie).mkString(","))
    } else if (value.isNull) Nil
    else Seq(param.name -> Percent.cookie(scalar(value)))
}
