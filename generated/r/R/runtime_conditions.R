# Every failure of a call is a condition of class ApiException; nothing of the transport shows.
#
#   ApiException
#   |- ApiRequestError          the call cannot be sent as given
#   |- ApiConnectionError       no response: refused, reset, unknown host, TLS
#   |  `- ApiTimeout            the time of the call is over
#   |- ApiStatusError           the server answered with an error status
#   |  |- ApiStatusBadRequest 400, ApiStatusUnauthorized 401, ApiStatusForbidden 403,
#   |  |- ApiStatusNotFound 404, ApiStatusConflict 409, ApiStatusUnprocessableEntity 422,
#   |  |- ApiStatusRateLimit 429
#   |  `- ApiStatusServerError  500 to 599
#   |- ApiDecodeError           a response that is not what the document promises
#   `- ApiStreamError           an error inside a stream
#      `- ApiStreamTruncated    the stream ended before its end

PARENTS <- c(
  ApiTimeout = "ApiConnectionError", ApiStreamTruncated = "ApiStreamError",
  ApiStatusBadRequest = "ApiStatusError", ApiStatusUnauthorized = "ApiStatusError",
  ApiStatusForbidden = "ApiStatusError", ApiStatusNotFound = "ApiStatusError",
  ApiStatusConflict = "ApiStatusError", ApiStatusUnprocessableEntity = "ApiStatusError",
  ApiStatusRateLimit = "ApiStatusError", ApiStatusServerError = "ApiStatusError"
)

BY_STATUS <- c(
  "400" = "ApiStatusBadRequest", "401" = "ApiStatusUnauthorized", "403" = "ApiStatusForbidden",
  "404" = "ApiStatusNotFound", "409" = "ApiStatusConflict",
  "422" = "ApiStatusUnprocessableEntity", "429" = "ApiStatusRateLimit"
)

# A condition. `facts` are status, reason, headers, body (raw), data, request_id, method, path,
# retry_after, as far as they are known; absent ones read as NULL.
api_condition <- function(class, message, facts = list()) {
  parent <- PARENTS[class]
  facts <- facts[!vapply(facts, is.null, TRUE)]
  structure(
    class = c(class, if (!is.na(parent)) parent[[1L]], "ApiException", "error", "condition"),
    c(list(message = message, call = NULL), facts)
  )
}

fail <- function(class, message, facts = list()) stop(api_condition(class, message, facts))

fail_request <- function(...) fail("ApiRequestError", paste0(...))

fail_decode <- function(...) fail("ApiDecodeError", paste0(...))

status_class <- function(status) {
  found <- BY_STATUS[as.character(status)]
  if (!is.na(found)) {
    return(found[[1L]])
  }
  if (status >= 500L && status < 600L) "ApiStatusServerError" else "ApiStatusError"
}

conditionMessage.ApiException <- function(c) {
  message <- c$message
  if (inherits(c, "ApiStatusError")) {
    head <- trimws(paste(c$status, c$reason))
    message <- if (message %in% c("", head)) head else paste0(head, ": ", message)
  }
  if (is.null(c$hint)) message else paste0(message, "\n", c$hint)
}

print.ApiException <- function(x, ...) {
  cat("<", class(x)[[1L]], ": ", conditionMessage(x), ">\n", sep = "")
  invisible(x)
}

format.ApiException <- function(x, ...) paste0(class(x)[[1L]], ": ", conditionMessage(x))

# A condition holds the response; str() would print all of it.
str.ApiException <- function(object, ...) cat(format(object), "\n", sep = "")
