# Files to send: bytes in memory, a path that is streamed from disk, or an open connection.
#
# Plain text is no file: it could be meant as a path or as the content, and a path from elsewhere
# must not make the client read the disk. So api_file() says which.

# A file of a body. `source` is a path (text), or raw bytes; with `content` the text itself is the
# content. `name`, `type` and `headers` are those of its part in a multipart body.
api_file <- function(source, name = NULL, type = NULL, headers = character(), content = FALSE) {
  if (is.character(source) && isTRUE(content)) {
    source <- charToRaw(enc2utf8(source))
  } else if (is.character(source)) {
    if (length(source) != 1L || !file.exists(source) || dir.exists(source)) {
      fail_request("the file cannot be read: there is none of that name")
    }
    name <- if (is.null(name)) basename(source) else name
  } else if (!is.raw(source) && !inherits(source, "connection")) {
    fail_request("a file is a path, raw bytes or an open connection")
  }
  structure(
    list(source = source, name = name, type = type, headers = headers),
    class = "api_file"
  )
}

print.api_file <- function(x, ...) {
  cat("<api_file>", if (is.null(x$name)) "without a name" else x$name, "\n")
  invisible(x)
}

is_file <- function(value) is.raw(value) || inherits(value, c("api_file", "connection")) || is.function(value)

as_file <- function(value) {
  if (inherits(value, "api_file")) {
    return(value)
  }
  if (is.function(value)) {
    return(structure(list(source = value, name = NULL, type = NULL, headers = character()), class = "api_file"))
  }
  if (!is_file(value)) {
    fail_request("a text is no file: say api_file(path), or give raw bytes")
  }
  api_file(value)
}

# The bytes behind a file as a source: `length` is NULL where it is not known before, `open()`
# gives a function that returns the next bytes (at most so many) and raw() at the end.
source_of <- function(file) {
  given <- file$source
  if (is.raw(given)) {
    return(bytes_source(given))
  }
  if (is.character(given)) {
    return(path_source(given))
  }
  once_source(if (is.function(given)) given else function(most) readBin(given, "raw", most))
}

bytes_source <- function(data) {
  list(length = length(data), replayable = TRUE, data = data, open = function() {
    at <- 0L
    function(most) {
      end <- min(at + most, length(data))
      found <- if (end > at) data[(at + 1L):end] else raw()
      at <<- end
      found
    }
  })
}

# A file on disk, opened anew for each attempt. One that grows meanwhile must not break the framing.
path_source <- function(path) {
  size <- file.size(path)
  if (is.na(size) || file.access(path, 4L) != 0L) {
    fail_request("the file cannot be read")
  }
  list(length = size, replayable = TRUE, data = NULL, open = function() {
    connection <- file(path, "rb")
    left <- size
    list(read = function(most) {
      found <- if (left > 0) readBin(connection, "raw", min(most, left)) else raw()
      left <<- left - length(found)
      found
    }, close = function() close(connection))
  })
}

# What can be read one time: an open connection, or a function that gives the next bytes.
once_source <- function(read) {
  spent <- FALSE
  list(length = NULL, replayable = FALSE, data = NULL, open = function() {
    if (spent) {
      fail_request("the content cannot be read twice")
    }
    spent <<- TRUE
    function(most) {
      found <- read(most)
      if (!is.raw(found)) {
        fail_request("the content gave a ", class(found)[[1L]], " instead of raw bytes")
      }
      found
    }
  })
}

# Sources one after the other: a multipart body.
joined_source <- function(sources) {
  sizes <- lapply(sources, function(each) each$length)
  known <- !any(vapply(sizes, is.null, TRUE))
  datas <- lapply(sources, function(each) each$data)
  in_memory <- !any(vapply(datas, is.null, TRUE))
  if (in_memory) {
    return(bytes_source(do.call(c, c(list(raw()), datas))))
  }
  list(
    length = if (known) sum(unlist(sizes)),
    replayable = all(vapply(sources, function(each) each$replayable, TRUE)),
    data = NULL,
    open = function() {
      at <- 1L
      reader <- NULL
      rest <- raw()
      close_current <- function() if (!is.null(reader)) reader$close()
      read <- function(most) {
        while (at <= length(sources)) {
          if (is.null(reader)) {
            reader <<- open_reader(sources[[at]])
          }
          found <- if (length(rest) > 0L) rest else reader$read(most)
          rest <<- raw()
          if (length(found) > most) {
            rest <<- found[-seq_len(most)]
            found <- found[seq_len(most)]
          }
          if (length(found) > 0L) {
            return(found)
          }
          close_current()
          reader <<- NULL
          at <<- at + 1L
        }
        raw()
      }
      list(read = read, close = close_current)
    }
  )
}

# A reader with `read(most)` and `close()`.
open_reader <- function(source) {
  opened <- source$open()
  if (is.function(opened)) list(read = opened, close = function() NULL) else opened
}

# The media type that goes with a file name, NULL for an unknown ending.
guessed_type <- function(name) {
  ending <- tolower(sub("^.*\\.", "", if (is.null(name) || !grepl(".", name, fixed = TRUE)) "." else name))
  found <- MEDIA_TYPES[ending]
  if (is.na(found)) NULL else found[[1L]]
}

MEDIA_TYPES <- c(
  aac = "audio/aac", avif = "image/avif", bmp = "image/bmp", bz2 = "application/x-bzip2",
  csv = "text/csv", css = "text/css", doc = "application/msword",
  docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  flac = "audio/flac", gif = "image/gif", gz = "application/gzip", htm = "text/html",
  html = "text/html", ico = "image/vnd.microsoft.icon", jpeg = "image/jpeg", jpg = "image/jpeg",
  js = "text/javascript", json = "application/json", jsonl = "application/jsonl",
  m4a = "audio/mp4", md = "text/markdown", mov = "video/quicktime", mp3 = "audio/mpeg",
  mp4 = "video/mp4", mpeg = "video/mpeg", mpga = "audio/mpeg", oga = "audio/ogg",
  ogg = "audio/ogg", pdf = "application/pdf", png = "image/png",
  pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  rtf = "application/rtf", svg = "image/svg+xml", tar = "application/x-tar", tif = "image/tiff",
  tiff = "image/tiff", tsv = "text/tab-separated-values", txt = "text/plain", wav = "audio/x-wav",
  weba = "audio/webm", webm = "video/webm", webp = "image/webp",
  xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml = "application/xml", yaml = "application/yaml", yml = "application/yaml", zip = "application/zip"
)
