# Conditions made from what came back.

REQUEST_IDS <- c(
  "x-request-id", "request-id", "x-amzn-requestid", "x-amz-request-id", "x-ms-request-id",
  "x-correlation-id", "x-trace-id", "cf-ray"
)
LONGEST_MESSAGE <- 2000L
KEPT_BODY <- 65536L
SPEAKING <- c(
  "message", "error_description", "detail", "details", "title", "errorMessage", "error_message",
  "description", "msg", "reason"
)

# The server's name for the request, from the usual header fields.
request_id_of <- function(headers) {
  for (name in REQUEST_IDS) {
    found <- header(headers, name)
    if (!is.null(found) && nzchar(found)) {
      return(found)
    }
  }
  NULL
}

# What a server says in an error body, NULL where it says nothing that is known.
server_message <- function(value) {
  if (is.character(value) && length(value) == 1L) {
    text <- trimws(as.character(value))
    return(if (nzchar(text)) text else NULL)
  }
  if (!is.list(value)) {
    return(NULL)
  }
  if (is.null(names(value))) {
    said <- unlist(lapply(value, server_message))
    return(if (length(said) > 0L) paste(said, collapse = "; ") else NULL)
  }
  error <- member_of(value, "error")
  if (is_object(error)) {
    text <- server_message(error)
    if (!is.null(text)) {
      return(text)
    }
  }
  for (key in SPEAKING) {
    text <- server_message(member_of(value, key))
    if (!is.null(text)) {
      return(text)
    }
  }
  found <- server_message(member_of(value, "errors"))
  if (is.null(found)) server_message(error) else found
}

response_facts <- function(method, path, head, body, ...) {
  list(
    status = head$status, reason = head$reason, headers = head$headers, body = body,
    request_id = request_id_of(head$headers), method = method, path = path, ...
  )
}

# The condition for an error status, with the body in the type of the document. A body that does
# not decode is no second error: `data` is then plain JSON or text. A secret that the server echoes
# is masked in the message.
status_error <- function(method, path, head, body, responses, now, secrets = character()) {
  content_type <- header(head$headers, "content-type")
  plain <- plain_error_body(content_type, body)
  text <- if (!is.character(plain) || is_readable(plain)) server_message(plain)
  if (!nzchar(head$reason)) {
    head$reason <- status_phrase(head$status)
  }
  message <- or(text, trimws(paste(head$status, head$reason)))
  message <- without_secrets(message, secrets)
  message <- gsub("[\x01-\x08\x0b-\x1f\x7f]", " ", message, perl = TRUE)
  facts <- response_facts(
    method, path, head, body,
    data = typed_error_body(responses, head, content_type, body, plain),
    retry_after = retry_after(head$headers, now)
  )
  api_condition(status_class(head$status), substr(message, 1L, LONGEST_MESSAGE), facts)
}

plain_error_body <- function(content_type, body) {
  media <- media_type(content_type)
  text <- text_of(media, body)
  if (is_json_media(media) || grepl("^\\s*[{\\[]", text, perl = TRUE)) {
    value <- tryCatch(list(from_json(text)), json_fault = function(e) NULL)
    if (!is.null(value)) {
      return(value[[1L]])
    }
  }
  if (nzchar(text)) text else NULL
}

typed_error_body <- function(responses, head, content_type, body, plain) {
  response <- select_response(responses, head$status)
  if (is.null(response) || length(response$contents) == 0L || length(body) == 0L) {
    return(plain)
  }
  tryCatch(decode_body(response, content_type, body), ApiDecodeError = function(e) plain)
}

# Whether a text body is a message and no page.
is_readable <- function(text) nchar(text) <= LONGEST_MESSAGE && !grepl("^\\s*[<{\\[]", text, perl = TRUE)

PHRASES <- c(
  "400" = "Bad Request", "401" = "Unauthorized", "402" = "Payment Required", "403" = "Forbidden",
  "404" = "Not Found", "405" = "Method Not Allowed", "406" = "Not Acceptable",
  "408" = "Request Timeout", "409" = "Conflict", "410" = "Gone", "413" = "Content Too Large",
  "415" = "Unsupported Media Type", "418" = "I'm a Teapot", "422" = "Unprocessable Content",
  "429" = "Too Many Requests", "500" = "Internal Server Error", "501" = "Not Implemented",
  "502" = "Bad Gateway", "503" = "Service Unavailable", "504" = "Gateway Timeout"
)

status_phrase <- function(status) {
  found <- PHRASES[as.character(status)]
  if (is.na(found)) "" else found[[1L]]
}

# The condition for a success that is not what was promised; it keeps the start of the body.
decode_error <- function(method, path, head, body, why) {
  api_condition("ApiDecodeError", why, response_facts(method, path, head, utils::head(body, KEPT_BODY)))
}

# The condition for a stream that ended too early; it keeps what had not been understood yet.
truncated_error <- function(method, path, head, body, why) {
  api_condition("ApiStreamTruncated", why, response_facts(method, path, head, utils::tail(body, KEPT_BODY)))
}

# The condition for a failure of the transport; `head` where a response had begun.
transport_error <- function(method, path, fault, head = NULL, body = raw()) {
  class <- c(
    timeout = "ApiTimeout", connection = "ApiConnectionError", encoding = "ApiDecodeError",
    refused = "ApiRequestError"
  )[[fault$kind]]
  facts <- if (is.null(head) || head$status == 0L) {
    list(method = method, path = path)
  } else {
    response_facts(method, path, head, utils::head(body, KEPT_BODY))
  }
  api_condition(class, fault$message, facts)
}
