# What a single call may set for itself, and the settings that result.

OPTION_NAMES <- c(
  "headers", "query", "body", "timeout", "connect_timeout", "max_retries", "media_type",
  "base_path", "strict", "idempotency_key"
)

# Options of one call; those that are left out have the value of the client. Times are in seconds,
# Inf means no limit. `headers` win over all others, NA removes one; `query` and `body` add
# parameters and members; `media_type` chooses among the types that the body may have.
call_options <- function(headers, query, body, timeout, connect_timeout, max_retries, media_type,
                         base_path, strict, idempotency_key) {
  given <- as.list(match.call())[-1L]
  frame <- environment()
  found <- lapply(names(given), get, envir = frame)
  names(found) <- names(given)
  structure(found, class = "call_options")
}

print.call_options <- function(x, ...) {
  cat("<call_options>", paste(names(x), collapse = ", "), "\n")
  invisible(x)
}

# The settings of a call. Refuses an option that does not exist, a time or a number of retries that
# makes no sense.
settle_options <- function(client, options) {
  options <- as.list(unclass(options))
  unknown <- setdiff(names(options), OPTION_NAMES)
  if (length(unknown) > 0L || (length(options) > 0L && is.null(names(options)))) {
    fail_request("there is no option `", c(unknown, "")[[1L]], "`: there are ", paste(OPTION_NAMES, collapse = ", "))
  }
  of <- function(name) if (name %in% names(options)) options[[name]] else client[[name]]
  list(
    timeout = checked_seconds("timeout", of("timeout")),
    connect_timeout = checked_seconds("connect_timeout", of("connect_timeout")),
    max_retries = checked_count(of("max_retries")),
    max_retry_after = client$max_retry_after,
    strict = isTRUE(of("strict")),
    base_path = options$base_path,
    media_type = options$media_type,
    idempotency_key = options$idempotency_key,
    headers = as.list(options$headers),
    query = as.list(options$query),
    body = if (is_model(options$body)) to_list(options$body) else as.list(options$body)
  )
}

checked_seconds <- function(name, value) {
  if (is.null(value)) {
    return(Inf)
  }
  if (!is.numeric(value) || length(value) != 1L || is.na(value) || value <= 0) {
    fail_request(name, " is a number of seconds above 0, or Inf for no limit")
  }
  as.numeric(value)
}

checked_count <- function(value) {
  if (!is.numeric(value) || length(value) != 1L || is.na(value) || value < 0 || value != trunc(value)) {
    fail_request("max_retries is a whole number, 0 or more")
  }
  as.numeric(value)
}
