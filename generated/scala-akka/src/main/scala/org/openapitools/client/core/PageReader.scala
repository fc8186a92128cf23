package org.openapitools.client
package core

/** The items of a page, and the request for the page after it. */
private[core] object PageReader {
  def apply[T](pages: Pages[T], page: Json, current: ApiRequest[_]): (Option[ApiRequest[_]], Seq[T]) =
    (following(pages, page, current), items(pages, page))

  private def member(json: Json, name: String): Option[Json] = json.asObject.flatMap(_(name)).filterNot(_.isNull)

  private def raw(pages: Pages[_], page: Json): Vector[Json] = member(page, pages.items).flatMap(_.asArray).getOrElse(Vector.empty)

  def items[T](pages: Pages[T], page: Json): Seq[T] =
    raw(pages, page).map(json => pages.item.fromJson(json, strict = false)).collect { case Right(item) => item }

  /** `None` after the last page. A server that names the same page again would be asked forever: it is
    * taken for the last.
    */
  def following(pages: Pages[_], page: Json, current: ApiRequest[_]): Option[ApiRequest[_]] = {
    val all = raw(pages, page)
    val more = pages.more.forall(name => member(page, name).exists(truthy))
    val next = member(page, pages.next).orElse(all.lastOption.flatMap(member(_, pages.next)))
    val last = current.values.find(_._1.sameAs(pages.parameter)).map(_._2)
    if (all.isEmpty || !more) None
    else next.filterNot(found => found.asString.contains("") || last.contains(found)).map(current.next(pages.parameter, _))
  }

  private def truthy(json: Json): Boolean = json.asBoolean.getOrElse(!json.asString.contains(""))
}
