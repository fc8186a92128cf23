package org.openapitools.client
package api

import scala.language.implicitConversions

/** Things of every kind. */
final class ThingsApi(baseUrl: Option[String]) {

  /** Things, page by page. */
  def listThings(
    limit: Option[Long] = None,
    after: Option[String] = None,
    filter: Option[Map[String, String]] = None
  )(implicit apiKey: core.ApiKeyValue = core.ApiKeyValue.configured): core.ApiRequest[model.ThingList] =
    core.ApiRequest(ThingsApi.ListThings.operation, baseUrl)
      .signed(apiKey)
      .set(ThingsApi.ListThings.limit, limit)
      .set(ThingsApi.ListThings.after, after)
      .set(ThingsApi.ListThings.filter, filter)

  /** The same: `execute` answers with status and headers in any case. */
  def listThingsWithHttpInfo(
    limit: Option[Long] = None,
    after: Option[String] = None,
    filter: Option[Map[String, String]] = None
  )(implicit apiKey: core.ApiKeyValue = core.ApiKeyValue.configured): core.ApiRequest[model.ThingList] =
    listThings(limit, after, filter)

  /** Like `listThings`, but every item of every page: give it to `ApiInvoker.all`. */
  def listThingsAll(
    limit: Option[Long] = None,
    after: Option[String] = None,
    filter: Option[Map[String, String]] = None
  )(implicit apiKey: core.ApiKeyValue = core.ApiKeyValue.configured): core.ApiPages[model.Thing] =
    listThings(limit, after, filter).paged(ThingsApi.ListThings.pages)

  /** One thing, or news that there is none. */
  def getThing(
    id: String,
    xTrace: Option[Seq[String]] = None
  ): core.ApiRequest[ThingsApi.GetThingContent] =
    core.ApiRequest(ThingsApi.GetThing.operation, baseUrl)
      .set(ThingsApi.GetThing.id, id)
      .set(ThingsApi.GetThing.xTrace, xTrace)

  /** Stores something. */
  def upload(uploadBody: ThingsApi.UploadBody): core.ApiRequest[Unit] =
    core.ApiRequest(ThingsApi.Upload.operation, baseUrl).sending(ThingsApi.Upload.body, uploadBody)

  /** A form with a file. */
  def sendForm(sendFormRequest: Option[model.SendFormRequest] = None): core.ApiRequest[Option[core.Json]] =
    core.ApiRequest(ThingsApi.SendForm.operation, baseUrl).sending(ThingsApi.SendForm.body, sendFormRequest)

  /** A picture. */
  def getPicture(id: String): core.ApiRequest[core.Binary] =
    core.ApiRequest(ThingsApi.GetPicture.operation, baseUrl).set(ThingsApi.GetPicture.id, id)

  /** Numbers, one on each line. */
  def numbersStream(): core.ApiStream[Long] =
    core.ApiRequest(ThingsApi.Numbers.operation, baseUrl).streamed(ThingsApi.Numbers.stream)
}

object ThingsApi {

  /** @param baseUrl where the server is; without it the settings, the environment, then the document say so */
  def apply(baseUrl: String): ThingsApi = new ThingsApi(Some(baseUrl))

  def apply(): ThingsApi = new ThingsApi(None)

  /** What `getThing` answers. */
  sealed trait GetThingContent

  object GetThingContent {
    final case class Status200(value: model.Thing) extends GetThingContent
    final case class Status203(value: String) extends GetThingContent
    case object Status204 extends GetThingContent
  }

  /** What `upload` can send. */
  sealed trait UploadBody

  object UploadBody {
    final case class ApplicationJson(value: model.Thing) extends UploadBody
    final case class ImagePng(value: core.Binary) extends UploadBody

    implicit def fromApplicationJson(value: model.Thing): UploadBody = ApplicationJson(value)
    implicit def fromImagePng(value: core.Binary): UploadBody = ImagePng(value)
  }

  private object ListThings {
    val limit = core.Param("limit", core.Query, core.Form, core.Codec.long, explode = true)
    val after = core.Param("after", core.Query, core.Form, core.Codec.string, explode = true)
    val filter = core.Param("filter", core.Query, core.DeepObject, core.Codec.map(core.Codec.string), explode = true)
    val operation = core.Operation[model.ThingList](
      facts = Facts,
      name = "listThings",
      method = "GET",
      path = "/things",
      parameters = Seq(limit, after, filter),
      responses = Seq(
        core.Response("200", core.Content.json("application/json", core.Codec.ref(model.ThingList.codec)))
      ),
      security = Seq(Seq(core.Use("key")))
    )
    val pages = core.Pages(
      items = "data",
      parameter = after,
      next = "id",
      more = Some("has_more"),
      item = core.Codec.ref(model.Thing.codec)
    )
  }

  private object GetThing {
    val id = core.Param("id", core.Path, core.Simple, core.Codec.string, required = true)
    val xTrace = core.Param("X-Trace", core.Header, core.Simple, core.Codec.seq(core.Codec.string))
    val operation = core.Operation[GetThingContent](
      facts = Facts,
      name = "getThing",
      method = "GET",
      path = "/things/{id}",
      parameters = Seq(id, xTrace),
      responses = Seq(
        core.Response(
          "200",
          core.Content.json("application/json", core.Codec.ref(model.Thing.codec)).map(GetThingContent.Status200(_))
        ),
        core.Response("203", core.Content.text("text/plain").map(GetThingContent.Status203(_))),
        core.Response.empty("204", GetThingContent.Status204)
      ),
      failures = Seq(
        core.Response("404", core.Content.json("application/json", core.Codec.ref(model.Missing.codec)))
      )
    )
  }

  private object Upload {
    val body = core.Body[UploadBody](
      required = true,
      core.BodyContent.json("application/json", core.Codec.ref(model.Thing.codec)).only[UploadBody] {
        case UploadBody.ApplicationJson(value) => value
      },
      core.BodyContent.bytes("image/png").only[UploadBody] { case UploadBody.ImagePng(value) => value }
    )
    val operation = core.Operation[Unit](
      facts = Facts,
      name = "upload",
      method = "PUT",
      path = "/things",
      body = Some(body),
      responses = Seq(core.Response.empty("204", ()))
    )
  }

  private object SendForm {
    val body = core.Body(
      required = false,
      core.BodyContent.multipart(
        "multipart/form-data",
        core.Codec.ref(model.SendFormRequest.codec),
        core.Part("file", core.Payload.Bytes, mediaType = Some("image/png"))
      )
    )
    val operation = core.Operation[Option[core.Json]](
      facts = Facts,
      name = "sendForm",
      method = "POST",
      path = "/form",
      body = Some(body),
      responses = Seq(
        core.Response(
          "200",
          core.Content.json("application/json", core.Codec.json).map(value => Some(value): Option[core.Json])
        ),
        core.Response.empty("204", None)
      )
    )
  }

  private object GetPicture {
    val id = core.Param("id", core.Path, core.Simple, core.Codec.string, required = true)
    val operation = core.Operation[core.Binary](
      facts = Facts,
      name = "getPicture",
      method = "GET",
      path = "/things/{id}.png",
      parameters = Seq(id),
      responses = Seq(core.Response("200", core.Content.bytes("image/png")))
    )
  }

  private object Numbers {
    val operation = core.Operation[Unit](
      facts = Facts,
      name = "numbers",
      method = "GET",
      path = "/numbers",
      responses = Seq(core.Response.empty("200", ()))
    )
    val stream = core.StreamOperation(core.Codec.long, core.Payload.JsonLines, mediaType = "application/jsonl")
  }
}
