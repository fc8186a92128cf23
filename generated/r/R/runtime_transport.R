# One exchange over the network: a request out, a head and a body in.
#
# libcurl's multi interface is used, because it keeps connections for the next call, holds the time
# of a call to the millisecond and lets a stream be read as it arrives. An exchange is an
# environment with `done`, `error` (the transport's words, NULL for none) and `chunks`, the bytes
# that came and were not taken yet.

# Start a request. `request` has method, url, headers, source (or NULL); times are in seconds.
# `on_data` gets the chunks instead of the exchange, where it is given.
exchange_start <- function(client, request, within, connect, on_data = NULL) {
  exchange <- new.env(parent = emptyenv())
  exchange$client <- client
  exchange$done <- FALSE
  exchange$error <- NULL
  exchange$chunks <- list()
  exchange$on_data <- on_data
  exchange$within <- within
  exchange$started <- client$clock$monotonic()
  if (is.function(client$transport)) {
    return(exchange_answered(exchange, request))
  }
  exchange$reader <- NULL
  exchange$handle <- new_request_handle(client, exchange, request, within, connect)
  curl::multi_add(
    exchange$handle,
    done = function(response) exchange_end(exchange, NULL),
    fail = function(message) exchange_end(exchange, message),
    data = function(bytes, final = FALSE) exchange_take(exchange, bytes),
    pool = client_pool(client)
  )
  pool <- private_of(client)$pool
  pool$busy <- c(pool$busy, list(exchange))
  exchange
}

exchange_take <- function(exchange, bytes) {
  if (length(bytes) == 0L) {
    return(invisible())
  }
  if (is.function(exchange$on_data)) {
    exchange$on_data(exchange, bytes)
  } else {
    exchange$chunks[[length(exchange$chunks) + 1L]] <- bytes
  }
}

exchange_end <- function(exchange, error) {
  exchange$done <- TRUE
  exchange$error <- error
  exchange_forget(exchange)
}

exchange_forget <- function(exchange) {
  if (!is.null(exchange$reader)) {
    exchange$reader$close()
    exchange$reader <- NULL
  }
  pool <- private_of(exchange$client)$pool
  mine <- vapply(pool$busy, identical, TRUE, exchange)
  pool$busy <- pool$busy[!mine]
}

client_pool <- function(client) {
  pool <- private_of(client)$pool
  if (is.null(pool$multi)) {
    pool$multi <- curl::new_pool(total_con = 100, host_con = 100, multiplex = FALSE)
  }
  pool$multi
}

new_request_handle <- function(client, exchange, request, within, connect) {
  handle <- curl::new_handle(url = request$url)
  fields <- request$headers
  # libcurl adds fields of its own unless they are named without a value.
  lines <- ifelse(nzchar(fields), paste0(names(fields), ": ", fields), paste0(names(fields), ";"))
  lower <- tolower(names(fields))
  absent <- setdiff(c("accept", "content-type", "expect"), lower)
  options <- list(
    followlocation = FALSE, path_as_is = TRUE, accept_encoding = "gzip, deflate",
    useragent = c(fields[lower == "user-agent"], "")[[1L]],
    connecttimeout_ms = milliseconds(min(connect, within)), timeout_ms = milliseconds(within),
    nosignal = TRUE
  )
  options <- c(options, body_options(exchange, request))
  options$httpheader <- c(lines, paste0(absent, ":", recycle0 = TRUE))
  # The caller's own come last: certificates, proxies.
  options[names(client$curl_options)] <- client$curl_options
  tryCatch(curl::handle_setopt(handle, .list = options), error = function(e) {
    fail_request("an option of the connection cannot be set: ", first_line(conditionMessage(e)))
  })
  handle
}

milliseconds <- function(seconds) {
  # Zero means no limit to libcurl; its integers end at 2^31.
  if (is.infinite(seconds)) 0 else min(2147483647, max(1, ceiling(seconds * 1000)))
}

body_options <- function(exchange, request) {
  method <- request$method
  source <- request$source
  if (is.null(source)) {
    if (method == "HEAD") {
      return(list(nobody = TRUE))
    }
    if (method %in% c("POST", "PUT", "PATCH")) {
      return(list(post = TRUE, postfieldsize = 0L, copypostfields = raw(), customrequest = method))
    }
    return(list(customrequest = method))
  }
  if (!is.null(source$data)) {
    return(list(
      post = TRUE, postfieldsize_large = length(source$data), copypostfields = source$data,
      customrequest = method
    ))
  }
  reader <- open_reader(source)
  exchange$reader <- reader
  read <- function(most, ...) {
    # An error must not leave libcurl in the middle: it is kept and raised afterwards.
    tryCatch(reader$read(as.integer(most)), error = function(e) {
      exchange$read_error <- e
      stop("the content cannot be read")
    })
  }
  c(
    list(upload = TRUE, readfunction = read, customrequest = method),
    if (!is.null(source$length)) list(infilesize_large = source$length)
  )
}

# --- waiting ------------------------------------------------------------------------------------

# Wait until the exchange is over. An interrupt closes its connection.
exchange_finish <- function(exchange) {
  over <- FALSE
  on.exit(if (!over) exchange_cancel(exchange))
  while (!exchange$done) {
    curl::multi_run(poll = TRUE, pool = client_pool(exchange$client))
  }
  over <- TRUE
  exchange
}

# Wait for bytes, for at most so many seconds: the bytes, raw() at the end, NULL when it took too
# long.
exchange_next <- function(exchange, seconds) {
  clock <- exchange$client$clock
  end <- clock$monotonic() + seconds
  over <- FALSE
  on.exit(if (!over) exchange_cancel(exchange))
  pause <- 0.001
  repeat {
    if (length(exchange$chunks) > 0L || exchange$done) {
      over <- TRUE
      return(exchange_taken(exchange))
    }
    if (clock$monotonic() >= end) {
      return(NULL)
    }
    # libcurl has no way to wait for bytes alone: it is asked often, more rarely in a long silence.
    curl::multi_run(timeout = 0, pool = client_pool(exchange$client))
    if (length(exchange$chunks) == 0L && !exchange$done) {
      Sys.sleep(pause)
      pause <- min(pause * 1.3, 0.02)
    }
  }
}

# All bytes that are there; raw() for none.
exchange_taken <- function(exchange) {
  chunks <- exchange$chunks
  exchange$chunks <- list()
  if (length(chunks) == 1L) chunks[[1L]] else as.raw(unlist(chunks))
}

# Close the connection of an exchange that is not over.
exchange_cancel <- function(exchange) {
  if (!exchange$done) {
    exchange$done <- TRUE
    curl::multi_cancel(exchange$handle)
    exchange_forget(exchange)
  }
}

# Status, reason and header fields; status 0 where no head came.
exchange_head <- function(exchange) {
  if (is.null(exchange$handle)) {
    return(exchange$head)
  }
  if (is.null(exchange$head) || exchange$head$status == 0L) {
    exchange$head <- parse_head(curl::handle_data(exchange$handle)$headers)
  }
  exchange$head
}

# What went wrong, as list(kind, message): timeout, connection, encoding or refused.
exchange_fault <- function(exchange) {
  message <- or(exchange$error, "the server closed the connection")
  late <- exchange$client$clock$monotonic() - exchange$started >= exchange$within
  kind <- if (late || grepl("timed out|timeout", message, ignore.case = TRUE)) {
    "timeout"
  } else if (grepl("content encoding|inflat|decompress|unencod|zlib", message, ignore.case = TRUE)) {
    "encoding"
  } else if (grepl("URL using bad|malformed|Unsupported protocol|Protocol .* not supported", message)) {
    "refused"
  } else {
    "connection"
  }
  words <- c(
    timeout = "the call took too long", encoding = "the compression of the body is broken",
    refused = "the request cannot be sent"
  )
  text <- if (kind == "connection") paste0("the connection failed: ", message) else words[[kind]]
  list(kind = kind, message = text)
}

# --- answers without a network --------------------------------------------------------------------

# An answer for `transport`: `body` is text, raw bytes, or a list of them that arrive one by one.
api_reply <- function(status = 200L, headers = character(), body = "", reason = "") {
  list(status = as.integer(status), headers = headers, body = body, reason = reason)
}

exchange_answered <- function(exchange, request) {
  body <- if (is.null(request$source)) raw() else read_all(request$source)
  asked <- list(method = request$method, url = request$url, headers = request$headers, body = body)
  reply <- tryCatch(exchange$client$transport(asked), error = function(e) {
    if (inherits(e, "ApiException")) stop(e)
    exchange$error <- conditionMessage(e)
    api_reply(0L)
  })
  exchange$head <- list(
    status = reply$status, reason = reply$reason,
    headers = api_headers(unlist(reply$headers))
  )
  bodies <- if (is.list(reply$body)) reply$body else list(reply$body)
  for (each in bodies) {
    exchange_take(exchange, if (is.raw(each)) each else charToRaw(enc2utf8(each)))
  }
  exchange$done <- TRUE
  exchange
}

read_all <- function(source) {
  reader <- open_reader(source)
  on.exit(reader$close())
  found <- list()
  while (length(bytes <- reader$read(65536L)) > 0L) {
    found[[length(found) + 1L]] <- bytes
  }
  as.raw(unlist(found))
}
