package org.openapitools.client
package core

import org.apache.pekko.stream.Materializer
import org.apache.pekko.stream.scaladsl.FileIO
import java.nio.file.{Files, Path => FilePath, StandardCopyOption}
import scala.concurrent.{ExecutionContext, Future}
import scala.util.control.NonFatal

/** Writes a body to a file, which appears under its name only when it is complete. */
private[core] object Saving {
  def apply(reply: Reply, path: FilePath)(implicit run: ExecutionContext, materializer: Materializer): Future[FilePath] = {
    val full = path.toAbsolutePath
    // A device or a pipe has to be written where it is.
    val direct = Files.exists(full) && !Files.isRegularFile(full)
    val part = if (direct) full else full.resolveSibling(s".${full.getFileName}.${Multipart.boundary().take(8)}.part")
    reply.body
      .runWith(FileIO.toPath(part))
      .map { _ =>
        if (!direct) Files.move(part, full, StandardCopyOption.REPLACE_EXISTING)
        path
      }
      .recoverWith { case NonFatal(why) =>
        if (!direct) Files.deleteIfExists(part)
        Future.failed(refusal(why))
      }
  }

  private def refusal(why: Throwable): Throwable =
    Iterator.iterate(why)(_.getCause).takeWhile(_ ne null).take(10).collectFirst {
      case file: java.nio.file.FileSystemException => ApiError.RequestError("the body cannot be saved", Some(file))
    }.getOrElse(why)
}
