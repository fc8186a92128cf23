package org.openapitools.client
package core

import java.nio.charset.StandardCharsets.UTF_8

/** `multipart/form-data` (RFC 7578, OpenAPI 3.1 §4.8.14.3): parts, their headers, their bytes. */
private[core] object Multipart {
  private val octets = "application/octet-stream"

  /** A boundary that no content holds, but by a chance of 2⁻¹²². */
  def boundary(): String = java.util.UUID.randomUUID().toString.replace("-", "")

  /** The body of members: one part each, an array one part per item; `null` is left out. Files are
    * read when they are sent.
    */
  def apply(members: Seq[(String, Written)], parts: Seq[Part], mark: String): Binary = {
    val known = parts.map(part => part.name -> part).toMap
    val pieces = members.flatMap { case (name, value) =>
      val part = known.getOrElse(name, Part(name))
      items(part, value).flatMap(item => text(s"--$mark\r\n") +: piece(part, item) :+ text("\r\n"))
    }
    Binary.concat(pieces :+ text(s"--$mark--\r\n"))
  }

  private def text(value: String): Binary = Binary(value.getBytes(UTF_8))

  private def items(part: Part, value: Written): Seq[Written] = value match {
    case Written.Items(all) => all
    case Written.Plain(json) =>
      // An array goes item by item (§4.8.14.4) but where its part as a whole is declared as JSON.
      val whole = part.payload == Payload.Json && part.mediaType.isDefined && !part.explode
      json.asArray match {
        case Some(all) if !whole => all.filterNot(_.isNull).map(Written(_))
        case _ => if (json.isNull) Nil else Seq(value)
      }
    case other => Seq(other)
  }

  private def piece(part: Part, value: Written): Seq[Binary] = value match {
    case Written.File(binary) => file(part, binary)
    case other =>
      val json = other.json
      if (part.payload == Payload.Bytes) file(part, Binary(ParameterText.scalar(json).getBytes(UTF_8)))
      else if (part.payload == Payload.Json || json.isObject || json.isArray)
        Seq(head(part.name, None, Some(part.mediaType.getOrElse("application/json")), Nil), text(print(json)))
      else Seq(head(part.name, None, part.mediaType, Nil), text(ParameterText.scalar(json)))
  }

  /** The type of a file: the caller's, else the document's where it names just one (which
    * `application/octet-stream` does not: it is what every file has by default), else by its name.
    */
  private def file(part: Part, binary: Binary): Seq[Binary] = {
    val declared = part.mediaType.filter(each => each != octets && !each.contains(',') && !each.contains('*'))
    val mediaType = binary.mediaType.orElse(declared).orElse(Media.guessed(binary.name)).getOrElse(octets)
    // A part without a file name is a field (RFC 7578 §4.2): servers then see no file.
    Seq(head(part.name, Some(binary.name.getOrElse(part.name)), Some(mediaType), binary.headers), binary)
  }

  private def head(
    name: String,
    fileName: Option[String],
    mediaType: Option[String],
    headers: Seq[(String, String)]
  ): Binary = {
    headers.foreach { case (key, _) =>
      if (Set("content-disposition", "content-type")(key.toLowerCase(java.util.Locale.ROOT)))
        throw ApiError.RequestError(s"the part `$name` has its $key from name and type")
    }
    val disposition = s"""form-data; name="${quoted(name)}"""" + fileName.fold("")(each => s"""; filename="${quoted(each)}"""")
    val fields = Seq("Content-Disposition" -> disposition) ++
      mediaType.map(HeaderText.field("Content-Type", _)) ++
      headers.map { case (key, value) => HeaderText.field(key, value) }
    text(fields.map { case (key, value) => s"$key: $value\r\n" }.mkString + "\r\n")
  }

  /** A name inside quotes, as browsers write it (WHATWG HTML, multipart encoding). */
  private def quoted(text: String): String = text.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22")
}
