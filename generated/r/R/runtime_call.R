# A call from its beginning to its response: attempts, waiting, credentials, redirects.

REDIRECTS <- c(301L, 302L, 303L, 307L, 308L)
MOST_REDIRECTS <- 10L

# Make a call and decode its response. Raises conditions of class ApiException.
call_operation <- function(client, operation, values = list(), body = NULL, data_file = NULL,
                           options = NULL) {
  settings <- settle_options(client, options)
  attempts <- new_attempts(client, operation, values, body, settings)
  attempts$saving <- if (!is.null(data_file)) new_saving(data_file)
  finished <- FALSE
  on.exit(if (!finished && !is.null(attempts$saving)) attempts$saving$abandon())
  exchange <- attempts_respond(attempts)
  head <- exchange_head(exchange)
  if (!is.null(exchange$error)) {
    # The server has done what was asked, so it is not asked again.
    stop(broken_body(attempts, head, exchange))
  }
  if (!is.null(attempts$saving) && !is_bodiless(attempts$method, head$status)) {
    attempts$saving$commit()
    finished <- TRUE
    return(new_response(head, data_file, raw()))
  }
  data <- exchange_body(attempts, exchange, head)
  new_response(head, decoded_body(attempts, head, data), data)
}

new_attempts <- function(client, operation, values, body, settings, stream = NULL) {
  attempts <- new.env(parent = emptyenv())
  attempts$client <- client
  attempts$operation <- operation
  attempts$settings <- settings
  attempts$stream <- stream
  attempts$deadline <- new_deadline(client$clock, settings$timeout)
  attempts$prepared <- prepare_request(client, operation, values, body, settings, stream)
  attempts$method <- attempts$prepared$method
  attempts$path <- paste0(attempts$prepared$base$path, attempts$prepared$path)
  attempts$secrets <- character()
  attempts
}

# A response: what the WithHttpInfo methods return.
new_response <- function(head, data, raw) {
  structure(
    list(
      data = data, status = head$status, headers = head$headers, raw = raw, reason = head$reason,
      request_id = request_id_of(head$headers)
    ),
    class = "api_response"
  )
}

print.api_response <- function(x, ...) {
  cat("<api_response> ", x$status, " ", x$reason, "\n", sep = "")
  print(x$data)
  invisible(x)
}

# Header fields may carry cookies: they are shown as print() shows them.
str.api_response <- function(object, ...) {
  cat("<api_response> ", object$status, "\n", sep = "")
  utils::str(object$data, ...)
}

# --- attempts -----------------------------------------------------------------------------------

# The exchange of a success. Raises when the attempts are used up. Without a stream the body has
# been read, too.
attempts_respond <- function(attempts) {
  attempt <- 0L
  repeat {
    outcome <- attempt_once(attempts)
    if (is.null(outcome$error)) {
      return(outcome$exchange)
    }
    delay <- retry_delay(attempts, attempt, outcome)
    if (is.null(delay)) {
      stop(outcome$error)
    }
    left <- attempts$settings$max_retries - attempt - 1L
    log_line(
      attempts$client, "retrying ", attempts$method, " ", attempts$path, " after ",
      sprintf("%.3f", delay), " s (", outcome$cause, "; ", left, " left)"
    )
    attempts$client$clock$sleep(delay)
    attempt <- attempt + 1L
  }
}

# Seconds until the next attempt, NULL for none: also when the time would be over.
retry_delay <- function(attempts, attempt, outcome) {
  source <- attempts$prepared$source
  if (attempt >= attempts$settings$max_retries || isFALSE(source$replayable) || outcome$cause == "refused") {
    return(NULL)
  }
  head <- outcome$head
  delay <- backoff(attempt, attempts$client$clock$random())
  if (!is.null(head)) {
    if (!should_retry(head$status, header(head$headers, "x-should-retry"))) {
      return(NULL)
    }
    asked <- retry_after(head$headers, attempts$client$clock$wall())
    if (!is.null(asked)) {
      if (asked > attempts$settings$max_retry_after) {
        return(NULL)
      }
      delay <- asked
    }
  }
  if (attempts$deadline$allows(delay)) delay else NULL
}

# One attempt: credentials, the request, and the redirects of its origin. Gives `exchange` for a
# success, else `error`, its `cause` in a word, and `head` where one came.
attempt_once <- function(attempts) {
  credentials <- find_credentials(attempts)
  if (!is.null(credentials$error)) {
    return(credentials)
  }
  request <- sign_request(attempts$prepared, credentials)
  for (redirects in 0:MOST_REDIRECTS) {
    exchange <- attempts_send(attempts, request)
    head <- exchange_head(exchange)
    if (head$status == 0L) {
      return(no_response(attempts, exchange))
    }
    target <- if (redirects < MOST_REDIRECTS) redirect_target(attempts, request, head)
    if (is.null(target)) {
      break
    }
    exchange_cancel(exchange)
    request <- sign_request(attempts$prepared, credentials, target)
  }
  if (head$status >= 200L && head$status < 300L) {
    return(list(exchange = exchange))
  }
  list(error = refusal(attempts, exchange, head), cause = as.character(head$status), head = head)
}

# Send a request and wait for its answer; of a stream, for its head.
attempts_send <- function(attempts, request) {
  client <- attempts$client
  log_request(client, request, attempts$path, attempts$secrets)
  within <- attempts$deadline$remaining()
  streamed <- !is.null(attempts$stream)
  exchange <- exchange_start(
    client, request, if (streamed) Inf else max(0, within),
    attempts$settings$connect_timeout, attempts_sink(attempts)
  )
  if (streamed) {
    wait_for_head(exchange, within)
  } else if (!exchange$done) {
    exchange_finish(exchange)
  }
  if (!is.null(exchange$read_error) && inherits(exchange$read_error, "ApiException")) {
    stop(exchange$read_error)
  }
  head <- exchange_head(exchange)
  if (head$status != 0L) {
    log_response(client, request$method, attempts$path, head)
  }
  exchange
}

# Where a body goes that is saved: into its file, once the status says that it is no error.
attempts_sink <- function(attempts) {
  if (is.null(attempts$saving)) {
    return(NULL)
  }
  function(exchange, bytes) {
    status <- exchange_head(exchange)$status
    if (status >= 200L && status < 300L) {
      attempts$saving$write(bytes)
    } else {
      exchange$chunks[[length(exchange$chunks) + 1L]] <- bytes
    }
  }
}

wait_for_head <- function(exchange, within) {
  if (exchange$done) {
    return(exchange)
  }
  found <- exchange_next(exchange, within)
  if (is.null(found)) {
    exchange_cancel(exchange)
    exchange$error <- "timed out"
  } else {
    exchange$chunks <- c(list(found), exchange$chunks)
  }
  exchange
}

no_response <- function(attempts, exchange) {
  fault <- exchange_fault(exchange)
  fault$message <- without_secrets(fault$message, attempts$secrets)
  list(error = transport_error(attempts$method, attempts$path, fault), cause = fault$kind)
}

# Where to go on: GET and HEAD only, and never away from the origin.
redirect_target <- function(attempts, request, head) {
  location <- header(head$headers, "location")
  followed <- head$status %in% REDIRECTS && attempts$method %in% c("GET", "HEAD")
  if (!followed || is.null(location) || !nzchar(location)) NULL else redirected(request$url, location)
}

# The condition for an error status.
refusal <- function(attempts, exchange, head) {
  client <- attempts$client
  if (!is.null(attempts$stream)) {
    read_within(attempts, exchange, Inf)
  }
  body <- exchange_taken(exchange)
  if (!is.null(exchange$error) && exchange_fault(exchange)$kind == "timeout") {
    return(transport_error(attempts$method, attempts$path, exchange_fault(exchange), head, body))
  }
  log_body(client, attempts$method, attempts$path, body, attempts$secrets)
  error <- status_error(
    attempts$method, attempts$path, head, body, attempts$operation$responses,
    client$clock$wall(), attempts$secrets
  )
  if (head$status == 401L) {
    forget_tokens(client, attempts$secrets)
    error$hint <- missing_credentials(attempts$operation$security, client)
  }
  error
}

# --- the body of a success ------------------------------------------------------------------------

exchange_body <- function(attempts, exchange, head) {
  data <- exchange_taken(exchange)
  if (is_bodiless(attempts$method, head$status)) {
    return(raw())
  }
  log_body(attempts$client, attempts$method, attempts$path, data, attempts$secrets)
  data
}

# The condition for a body that did not come to its end.
broken_body <- function(attempts, head, exchange) {
  body <- exchange_taken(exchange)
  fault <- exchange_fault(exchange)
  if (fault$kind == "timeout") {
    return(transport_error(attempts$method, attempts$path, fault, head, body))
  }
  decode_error(attempts$method, attempts$path, head, body, paste0("the response was cut off: ", fault$message))
}

decoded_body <- function(attempts, head, data) {
  if (is_bodiless(attempts$method, head$status)) {
    return(NULL)
  }
  content_type <- header(head$headers, "content-type")
  response <- select_response(attempts$operation$responses, head$status)
  tryCatch(
    decode_body(response, content_type, data, attempts$settings$strict),
    ApiDecodeError = function(e) {
      stop(decode_error(attempts$method, attempts$path, head, data, e$message))
    }
  )
}
