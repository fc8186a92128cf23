# Streams as callers see them: chunks one by one, by a callback or by reading.

# Call an operation for a stream. With a `callback`, every chunk is given to it as it arrives, and
# FALSE from it leaves the stream; without one, an ApiStream is returned.
stream_operation <- function(client, entry, values = list(), body = NULL, callback = NULL,
                             options = NULL) {
  stream <- open_stream(client, entry, values, body, options)
  if (is.null(callback)) {
    return(stream)
  }
  on.exit(stream$close())
  while (!stream$ended()) {
    chunk <- stream$read()
    if (!stream$ended() && isFALSE(callback(chunk))) {
      break
    }
  }
  invisible(NULL)
}

open_stream <- function(client, entry, values, body, options) {
  settings <- settle_options(client, options)
  attempts <- new_attempts(client, entry$operation, values, body, settings, entry)
  exchange <- attempts_respond(attempts)
  head <- exchange_head(exchange)
  content_type <- or(header(head$headers, "content-type"), "")
  if (!is_stream_of(entry, content_type) || head$status %in% c(204L, 205L)) {
    start <- read_within(attempts, exchange, KEPT_BODY)
    exchange_cancel(exchange)
    came <- if (nzchar(content_type)) essence(content_type) else "of no type"
    why <- paste0("the response is ", came, ", no stream of ", entry$media_type)
    stop(decode_error(attempts$method, attempts$path, head, start, why))
  }
  ApiStream$new(attempts, exchange, head)
}

LINE_TYPES <- c("jsonl", "x-jsonl", "x-ndjson", "ndjson", "json-seq", "jsonlines")

is_stream_of <- function(entry, content_type) {
  came <- media_type(content_type)
  if (entry$payload == "event-stream") {
    return(came$type == "text" && came$subtype == "event-stream")
  }
  covers(media_type(entry$media_type), came) || came$subtype %in% LINE_TYPES
}

# The rest of a body, at most about `limit` bytes; what came when the time is over. The bytes stay
# with the exchange as well.
read_within <- function(attempts, exchange, limit) {
  parts <- list()
  size <- 0
  while (size < limit) {
    bytes <- exchange_next(exchange, attempts$deadline$remaining())
    if (is.null(bytes)) {
      exchange_cancel(exchange)
      exchange$error <- "timed out"
      break
    }
    parts[[length(parts) + 1L]] <- bytes
    size <- size + length(bytes)
    if (length(bytes) == 0L) {
      break
    }
  }
  exchange$chunks <- list(as.raw(unlist(parts)))
  exchange$chunks[[1L]]
}

# An open stream. It holds a connection until it ends or is closed.
ApiStream <- R6::R6Class(
  "ApiStream",
  cloneable = FALSE,
  public = list(
    status = NULL,
    headers = NULL,
    request_id = NULL,
    last_event_id = "",
    initialize = function(attempts, exchange, head) {
      private$attempts <- attempts
      private$exchange <- exchange
      private$head <- head
      private$entry <- attempts$stream
      is_events <- attempts$stream$payload == "event-stream"
      private$decoder <- if (is_events) new_event_decoder() else new_line_decoder()
      self$status <- head$status
      self$headers <- head$headers
      self$request_id <- request_id_of(head$headers)
    },

    # The next chunk; NULL after the last one (ask ended() where a chunk may be null).
    read = function() {
      done <- FALSE
      on.exit(if (!done) self$close())
      chunk <- private$next_chunk()
      done <- !private$is_over
      chunk
    },
    ended = function() private$is_over,

    # The chunks that are left, as a list.
    collect = function() {
      found <- list()
      repeat {
        chunk <- self$read()
        if (private$is_over) {
          return(found)
        }
        found[length(found) + 1L] <- list(chunk)
      }
    },

    # Close the connection; there are no more chunks after it.
    close = function() {
      private$is_over <- TRUE
      exchange_cancel(private$exchange)
      invisible(self)
    },
    print = function(...) {
      cat("<ApiStream> ", self$status, if (private$is_over) " (ended)" else " (open)", "\n", sep = "")
      invisible(self)
    }
  ),
  private = list(
    attempts = NULL,
    exchange = NULL,
    head = NULL,
    entry = NULL,
    decoder = NULL,
    events = list(),
    taken = 0L,
    is_over = FALSE,
    at_end = FALSE,
    finalize = function() if (!is.null(private$exchange)) exchange_cancel(private$exchange),
    next_chunk = function() {
      while (!private$is_over) {
        while (private$taken < length(private$events)) {
          private$taken <- private$taken + 1L
          event <- private$events[[private$taken]]
          self$last_event_id <- event$id
          if (identical(event$data, private$entry$terminator)) {
            private$is_over <- TRUE
            return(NULL)
          }
          if (nzchar(event$data)) {
            return(private$decode(event))
          }
        }
        if (private$at_end) {
          private$is_over <- TRUE
          return(NULL)
        }
        private$read_on()
      }
      NULL
    },

    # Read on until something new is there; refuses an end that comes too early.
    read_on = function() {
      exchange <- private$exchange
      bytes <- exchange_next(exchange, private$attempts$settings$timeout)
      if (is.null(bytes)) {
        fault <- list(kind = "timeout", message = "the stream was silent for too long")
        stop(transport_error(private$attempts$method, private$attempts$path, fault, private$head))
      }
      if (length(bytes) > 0L) {
        private$events <- private$decoder$feed(bytes)
        private$taken <- 0L
        return(invisible())
      }
      private$at_end <- TRUE
      if (!is.null(exchange$error)) {
        private$cut_off(paste0("the stream was cut off: ", exchange_fault(exchange)$message))
      }
      private$events <- private$decoder$finish()
      private$taken <- 0L
      terminator <- private$entry$terminator
      if (!is.null(terminator)) {
        ended <- vapply(private$events, function(event) identical(event$data, terminator), TRUE)
        if (!any(ended)) {
          private$cut_off("the stream ended without its terminator")
        }
      }
    },
    cut_off = function(why) {
      attempts <- private$attempts
      why <- without_secrets(why, attempts$secrets)
      stop(truncated_error(attempts$method, attempts$path, private$head, private$decoder$rest(), why))
    },
    decode = function(event) {
      attempts <- private$attempts
      if (event$event == "error" || grepl("\"error\"", event$data, fixed = TRUE)) {
        private$refuse_error(event)
      }
      tryCatch(
        decode_json(private$entry$type, event$data, attempts$settings$strict),
        ApiDecodeError = function(e) {
          why <- paste0("a chunk of the stream is not what it should be: ", e$message)
          stop(decode_error(attempts$method, attempts$path, private$head, charToRaw(event$data), why))
        }
      )
    },

    # An event of type error, or an object with a member `error`, is a failure.
    refuse_error = function(event) {
      value <- tryCatch(from_json(event$data), json_fault = function(e) event$data)
      reported <- if (is_object(value)) member_of(value, "error")
      harmless <- identical(reported, FALSE) || identical(reported, "") ||
        identical(reported, 0L) || length(reported) == 0L
      if (event$event != "error" && harmless) {
        return(invisible())
      }
      attempts <- private$attempts
      message <- or(server_message(value), "the stream reports an error")
      facts <- response_facts(
        attempts$method, attempts$path, private$head, charToRaw(event$data), data = value
      )
      fail("ApiStreamError", without_secrets(message, attempts$secrets), facts)
    }
  )
)

as.list.ApiStream <- function(x, ...) x$collect()
