# What may be shown: credentials never leave through messages, printing or logs.

MASK <- "***"

# Lower-case names of the header fields whose values are logged; anything else is masked.
SHOWN_HEADERS <- c(
  "accept", "accept-encoding", "cache-control", "connection", "content-encoding",
  "content-length", "content-type", "date", "retry-after", "retry-after-ms", "server",
  "transfer-encoding", "user-agent", "x-request-id", "x-should-retry"
)

loggable <- function(fields) {
  fields <- unclass(fields)
  fields[!tolower(names(fields)) %in% SHOWN_HEADERS] <- MASK
  paste0(names(fields), ": ", fields, recycle0 = TRUE)
}

# Text with every occurrence of a secret masked: a server may echo what it was sent. Secrets shorter
# than four characters stay: masking each `a` would hide the message and betray the secret.
without_secrets <- function(text, secrets) {
  secrets <- unique(secrets[nchar(secrets) >= 4L])
  for (secret in secrets[order(-nchar(secrets))]) {
    text <- gsub(secret, MASK, text, fixed = TRUE)
  }
  text
}

LONGEST_LOGGED_BODY <- 4096L

# One line for `log` of the client; nothing is made up when nobody listens.
log_line <- function(client, ...) {
  if (is.function(client$log)) {
    client$log(paste0(...))
  }
}

log_request <- function(client, request, path, secrets) {
  if (is.function(client$log)) {
    body <- if (isTRUE(client$log_bodies) && !is.null(request$source$data)) {
      paste0(" body=", body_excerpt(request$source$data, secrets))
    }
    fields <- paste(loggable(request$headers), collapse = ", ")
    log_line(client, "> ", request$method, " ", path, " {", fields, "}", body)
  }
}

log_response <- function(client, method, path, head) {
  if (is.function(client$log)) {
    fields <- paste(loggable(head$headers), collapse = ", ")
    log_line(client, "< ", method, " ", path, " ", head$status, " {", fields, "}")
  }
}

log_body <- function(client, method, path, data, secrets) {
  if (is.function(client$log) && isTRUE(client$log_bodies)) {
    log_line(client, "< ", method, " ", path, " body=", body_excerpt(data, secrets))
  }
}

body_excerpt <- function(data, secrets) {
  text <- without_secrets(utf8_text(utils::head(data, LONGEST_LOGGED_BODY)), secrets)
  paste0(text, if (length(data) > LONGEST_LOGGED_BODY) "...")
}
