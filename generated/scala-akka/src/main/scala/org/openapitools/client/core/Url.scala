package org.openapitools.client
package core

import java.net.URI
import scala.util.Try
import scala.util.matching.Regex

/** A base URL in its parts: `path` without a trailing slash, `query` without the `?`. */
private[core] final case class Base(origin: Origin, path: String, query: String)

/** Scheme, host and port (RFC 6454 §4); `authority` is as written. */
private[core] final case class Origin(scheme: String, host: String, port: Int, authority: String) {
  def same(other: Origin): Boolean = scheme == other.scheme && host == other.host && port == other.port
  override def toString: String = s"$scheme://$authority"
}

/** Where a request goes: an origin, and the path and query exactly as they are sent. */
private[core] final case class Target(origin: Origin, path: String)

/** URLs of calls, and the rules that keep a call at its origin. */
private[core] object Url {
  private val hole = "\\{([^{}]*)\\}".r
  private val illegal = "[\\x00-\\x20\\x7f\\\\]".r
  private val parts: Regex = "(?s)([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#(.*))?".r
  private val authority: Regex = "(\\[[0-9A-Fa-f:.]+\\]|[^:\\[\\]@]+)(?::([0-9]*))?".r

  private def refuse(why: String): Nothing = throw ApiError.RequestError(why)

  /** Split and check a base URL. */
  def base(url: String): Base = url match {
    case parts(scheme, where, path, query, fragment) if illegal.findFirstIn(url).isEmpty =>
      if (where.contains("@")) refuse("the base URL holds credentials: give them as BasicCredentials")
      if (fragment ne null) refuse("the base URL holds a fragment")
      val from = origin(scheme, where).getOrElse(refuse(notAbsolute))
      Base(from, Percent.literal(path.reverse.dropWhile(_ == '/').reverse), Percent.literalQuery(Option(query).getOrElse("")))
    case _ => refuse(notAbsolute)
  }

  private val notAbsolute = "the base URL has to start with https:// or http:// and a host: set `baseUrl`"

  private def origin(scheme: String, where: String): Option[Origin] = {
    val known = Map("http" -> 80, "https" -> 443)
    val lower = scheme.toLowerCase(java.util.Locale.ROOT)
    where match {
      case authority(host, port) if known.contains(lower) =>
        val number = Option(port).filter(_.nonEmpty).fold(Option(known(lower)))(text => Try(text.toInt).toOption)
        number.filter(each => each >= 0 && each < 65536).map { each =>
          Origin(lower, host.toLowerCase(java.util.Locale.ROOT), each, where)
        }
      case _ => None
    }
  }

  /** A server's URL with its variables. */
  def server(server: Server, chosen: Map[String, String]): String =
    hole.replaceAllIn(
      server.url,
      found => {
        val name = found.group(1)
        val declared = server.variables.find(_.name == name)
        val value = chosen.get(name).orElse(declared.map(_.default)).getOrElse(refuse(s"the server variable `$name` needs a value"))
        if (declared.exists(each => each.values.nonEmpty && !each.values.contains(value)))
          refuse(s"the server variable `$name` is one of ${declared.get.values.mkString(", ")}")
        Regex.quoteReplacement(value)
      }
    )

  /** A path template with its texts; gives path and query. A fragment never travels. */
  def expand(template: String, texts: Map[String, String]): (String, String) = {
    val bare = template.takeWhile(_ != '#')
    val (start, rest) = bare.span(_ != '?')
    val path = if (start.nonEmpty && !start.startsWith("/")) s"/$start" else start
    val full = filled(path, texts, Percent.literal)
    path.split("/", -1).zip(full.split("/", -1)).foreach { case (original, segment) =>
      val names = hole.findAllMatchIn(original).map(_.group(1)).toSeq
      if (names.nonEmpty) refuseDots(segment, names)
    }
    (full, filled(rest.drop(1), texts, Percent.literalQuery))
  }

  private def filled(template: String, texts: Map[String, String], literal: String => String): String = {
    val out = new StringBuilder
    var from = 0
    hole.findAllMatchIn(template).foreach { found =>
      val name = found.group(1)
      out.append(literal(template.substring(from, found.start)))
      out.append(texts.getOrElse(name, refuse(s"the path parameter `$name` needs a value")))
      from = found.end
    }
    out.append(literal(template.substring(from))).toString
  }

  // Some servers cut a segment at its first semicolon before they resolve dots.
  private def refuseDots(segment: String, names: Seq[String]): Unit = {
    val decoded = Percent.decoded(segment)
    val dots = Set(".", "..")
    if (dots(decoded) || dots(decoded.takeWhile(_ != ';')))
      refuse(s"the path parameter ${names.map(each => s"`$each`").mkString(" and ")} makes a segment `.` or `..`: it is refused")
  }

  /** Path and query of a call at its base. */
  def join(base: Base, path: String, query: Seq[String]): Target = {
    val all = (base.query +: query).filter(_.nonEmpty).mkString("&")
    val full = base.path + path
    val rooted = if (full.startsWith("/")) full else s"/$full"
    Target(base.origin, if (all.isEmpty) rooted else s"$rooted?$all")
  }

  /** Where a redirect leads, `None` where it leaves the origin or is no URL. */
  def redirected(from: Target, location: String): Option[Target] =
    for {
      text <- Some(location).filter(each => illegal.findFirstIn(each).isEmpty)
      resolved <- Try(new URI(s"${from.origin}${from.path}").resolve(new URI(text)).toString).toOption
      target <- absolute(resolved)
      if target.origin.same(from.origin)
    } yield target.copy(origin = from.origin)

  /** An absolute URL; one relative to a base is resolved by [[resolve]]. */
  def absolute(url: String): Option[Target] = url match {
    case parts(scheme, where, path, query, _) if !where.contains("@") && illegal.findFirstIn(url).isEmpty =>
      origin(scheme, where).map { from =>
        val rooted = if (path.startsWith("/")) path else s"/$path"
        Target(from, rooted + Option(query).fold("")("?" + _))
      }
    case _ => None
  }

  def resolve(base: Base, reference: String): Option[Target] =
    Try(new URI(s"${base.origin}${base.path}/").resolve(new URI(reference)).toString).toOption.flatMap(absolute)

  /** A URL for messages: without user information and query. */
  def shown(url: String): String = url.replaceAll("//[^/?#]*@", "//").takeWhile(char => char != '?' && char != '#')
}
