package org.openapitools.client
package core

import java.nio.charset.Charset
import java.nio.charset.StandardCharsets.UTF_8
import scala.util.Try

/** A body ready to be sent, with its content type. */
private[core] final case class Built(content: Option[Binary], mediaType: Option[String])

/** Request bodies: the caller's value, in the media type that the operation takes. */
private[core] object Bodies {
  private def refuse(why: String): Nothing = throw ApiError.RequestError(why)

  /** `extra` are members to add to an object. */
  def build(operation: Operation[_], sent: Option[Sent], options: CallOptions, extra: Seq[(String, Json)]): Built = {
    val plain = for { body <- operation.body; json <- options.body } yield Sent.plain(body, json)
    val empty = operation.body.filter(_ => extra.nonEmpty).map(Sent.plain(_, Json.obj()))
    plain.orElse(sent).orElse(empty) match {
      case Some(sent) =>
        val chosen = choose(sent, options.mediaType)
        write(chosen.content, chosen.written, chosen.sentAs, extra)
      case None =>
        if (operation.body.exists(_.required)) refuse("the operation needs a body")
        if (extra.nonEmpty || options.body.isDefined) refuse("the operation takes no body")
        Built(None, None)
    }
  }

  private final case class Chosen(content: BodyContent[_], written: Written, sentAs: String)

  private def choose(sent: Sent, mediaType: Option[String]): Chosen = {
    val possible = sent.contents.collect { case (content, Some(written)) => Chosen(content, written, content.mediaType) }
    mediaType match {
      case Some(asked) =>
        possible
          .find(each => Media(each.content.mediaType).covers(Media(asked)))
          .map(_.copy(sentAs = asked))
          .getOrElse(refuse(s"the operation takes ${sent.contents.map(_._1.mediaType).mkString(", ")}, not `$asked`"))
      case None =>
        possible
          .find(_.content.payload == Payload.Json)
          .orElse(possible.headOption)
          .getOrElse(refuse("the operation cannot send such a body"))
    }
  }

  private def write(content: BodyContent[_], written: Written, sentAs: String, extra: Seq[(String, Json)]): Built =
    content.payload match {
      case Payload.Json =>
        val value = if (extra.isEmpty) written.json else merged(written.json, extra)
        inMemory(print(value), if (sentAs.contains('*')) "application/json" else sentAs)
      case Payload.JsonLines =>
        refuseMembers(extra)
        inMemory(written.json.asArray.getOrElse(Vector.empty).map(each => print(each) + "\n").mkString, sentAs)
      case Payload.Text => text(written, sentAs, extra)
      case Payload.Bytes =>
        refuseMembers(extra)
        val binary = written match {
          case Written.File(found) => found
          case other => Binary(ParameterText.scalar(other.json).getBytes(UTF_8))
        }
        val own = binary.mediaType.orElse(Media.guessed(binary.name)).getOrElse("application/octet-stream")
        Built(Some(binary), Some(if (sentAs.contains('*')) own else sentAs))
      case Payload.Form =>
        val known = content.parts.map(part => part.name -> part).toMap
        val pieces = members(written, extra).flatMap { case (name, value) =>
          ParameterText.form(known.getOrElse(name, Part(name, Payload.Json)), value.json)
        }
        inMemory(pieces.mkString("&"), sentAs)
      case Payload.Multipart =>
        val mark = Multipart.boundary()
        val essence = sentAs.takeWhile(_ != ';').trim
        val kind = if (essence.contains('*')) "multipart/form-data" else essence
        Built(Some(Multipart(members(written, extra), content.parts, mark)), Some(s"$kind; boundary=$mark"))
      case Payload.EventStream => refuse("a stream of events cannot be sent")
    }

  private def text(written: Written, sentAs: String, extra: Seq[(String, Json)]): Built = {
    refuseMembers(extra)
    val json = written.json
    if (json.isArray || json.isObject || json.isNull) refuse("the body is text")
    val text = ParameterText.scalar(json)
    val charset = Media(sentAs).charset.fold(Option(UTF_8))(each => Try(Charset.forName(each)).toOption)
    charset.filter(_.newEncoder().canEncode(text)) match {
      case Some(found) => Built(Some(Binary(text.getBytes(found))), Some(sentAs))
      case None => refuse(s"the body cannot be written as ${Media(sentAs).charset.getOrElse("utf-8")}")
    }
  }

  private def inMemory(text: String, mediaType: String): Built =
    Built(Some(Binary(text.getBytes(UTF_8))), Some(mediaType))

  private def refuseMembers(extra: Seq[(String, Json)]): Unit =
    if (extra.nonEmpty) refuse("further members need a body that is an object")

  private def merged(json: Json, extra: Seq[(String, Json)]): Json =
    json.asObject match {
      case Some(found) => Json.fromJsonObject(extra.foldLeft(found)((held, each) => held.add(each._1, each._2)))
      case None => refuse("further members need a body that is an object")
    }

  private def members(written: Written, extra: Seq[(String, Json)]): Seq[(String, Written)] = {
    val own = written match {
      case Written.Members(found) => found
      case other =>
        other.json.asObject
          .getOrElse(refuse("the body is an object"))
          .toIterable
          .toVector
          .map { case (name, json) => name -> Written(json) }
    }
    own.filterNot(each => extra.exists(_._1 == each._1)) ++ extra.map { case (name, json) => name -> Written(json) }
  }
}
