# Whether to try again, and when.

RETRIED <- c(408L, 409L, 429L)

# Whether a status is worth another attempt; the server's advice (x-should-retry) wins.
should_retry <- function(status, advice = NULL) {
  advice <- tolower(trimws(or(advice, "")))
  if (advice %in% c("true", "false")) {
    return(advice == "true")
  }
  status %in% RETRIED || (status >= 500L && status < 600L)
}

# min(0.5 * 2^n, 8) seconds times 0.75 to 1, by a chance from 0 to 1.
backoff <- function(attempt, chance) min(0.5 * 2^min(attempt, 10), 8) * (0.75 + 0.25 * chance)

# Seconds that the server asks to wait: retry-after-ms, else Retry-After as seconds or as an HTTP
# date, against the response's Date or, without one, `now`. NULL for what is absent or no such value.
retry_after <- function(headers, now) {
  milliseconds <- plain_number(header(headers, "retry-after-ms"))
  if (!is.null(milliseconds)) {
    return(milliseconds / 1000)
  }
  text <- header(headers, "retry-after")
  if (is.null(text)) {
    return(NULL)
  }
  seconds <- plain_number(text)
  if (!is.null(seconds)) {
    return(seconds)
  }
  moment <- http_date(text, now)
  if (is.null(moment)) {
    return(NULL)
  }
  sent <- http_date(or(header(headers, "date"), ""), now)
  max(0, moment - (if (is.null(sent)) now else sent))
}

plain_number <- function(text) {
  if (is.null(text) || !grepl("^(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)$", trimws(text), perl = TRUE)) {
    return(NULL)
  }
  number <- as.numeric(trimws(text))
  if (is.finite(number)) number else NULL
}

MONTHS <- c("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# HTTP dates (RFC 9110 section 5.6.7) in their three forms, as seconds since the epoch; NULL for
# what is none. `now` settles the century of a two-digit year: a date that seems more than 50 years
# ahead is in the past.
http_date <- function(text, now) {
  time <- "([0-9]{2}):([0-9]{2}):([0-9]{2})"
  month <- paste0("(", paste(MONTHS, collapse = "|"), ")")
  forms <- list(
    list(paste0("^[a-z]{3}, ([0-9]{2}) ", month, " ([0-9]{4}) ", time, " GMT$"), c(1L, 2L, 3L, 4L, 5L, 6L)),
    list(paste0("^[a-z]{6,9}, ([0-9]{2})-", month, "-([0-9]{2}) ", time, " GMT$"), c(1L, 2L, 3L, 4L, 5L, 6L)),
    list(paste0("^[a-z]{3} ", month, " ([ 0-9][0-9]) ", time, " ([0-9]{4})$"), c(2L, 1L, 6L, 3L, 4L, 5L))
  )
  for (form in forms) {
    parts <- regmatches(trimws(text), regexec(form[[1L]], trimws(text), ignore.case = TRUE))[[1L]][-1L]
    if (length(parts) == 6L) {
      return(moment_of(parts[form[[2L]]], now))
    }
  }
  NULL
}

# day, month, year, hour, minute, second
moment_of <- function(parts, now) {
  year <- as.integer(parts[[3L]])
  if (nchar(parts[[3L]]) == 2L) {
    current <- as.POSIXlt(as.POSIXct(now, origin = "1970-01-01", tz = "UTC"))$year + 1900L
    year <- year + current %/% 100L * 100L
    year <- if (year > current + 50L) year - 100L else year
  }
  month <- match(tolower(parts[[2L]]), MONTHS)
  date <- sprintf("%04d-%02d-%02d", year, month, as.integer(parts[[1L]]))
  # A leap second is the end of its minute for our purpose.
  clock <- c(as.integer(parts[4:5]), min(as.integer(parts[[6L]]), 59L))
  if (!is_date(date) || any(clock > c(23L, 59L, 59L))) {
    return(NULL)
  }
  as.numeric(as.Date(date)) * 86400 + sum(clock * c(3600, 60, 1))
}
