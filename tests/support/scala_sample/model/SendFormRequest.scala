package org.openapitools.client
package model

/** A form with a file.
  *
  * @param extra members that this version of the package does not know
  */
final case class SendFormRequest(
  title: String,
  file: Option[core.Binary] = None,
  tags: Option[Seq[String]] = None,
  files: Option[Seq[core.Binary]] = None,
  extra: core.Extra = core.Extra.empty
)

object SendFormRequest {
  implicit val codec: core.Codec[SendFormRequest] =
    new core.RecordCodec[SendFormRequest]("SendFormRequest") {
      private val m1 = required("title", core.Codec.string)
      private val m2 = optional("file", core.Codec.binary)
      private val m3 = optional("tags", core.Codec.seq(core.Codec.string))
      private val m4 = optional("files", core.Codec.seq(core.Codec.binary))

      def read(in: core.Reader): SendFormRequest =
        new SendFormRequest(m1.read(in), m2.read(in), m3.read(in), m4.read(in), in.extra)

      def write(value: SendFormRequest, out: core.Writer): Unit = {
        m1.write(value.title, out)
        m2.write(value.file, out)
        m3.write(value.tags, out)
        m4.write(value.files, out)
        out.extra(value.extra)
      }
    }
}
