# Dates. They are read as text, so that offset and fraction stay as the server wrote them, and are
# written from R's own classes.

RFC3339 <- paste0(
  "^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(\\.[0-9]+)?",
  "([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)

# A date-time of RFC 3339 as POSIXct in UTC; its offset (seconds) is kept as an attribute, with
# which it is sent again. NA for text that is none.
parse_datetime <- function(text) {
  parts <- regmatches(text, regexec(RFC3339, text))[[1L]]
  if (length(parts) == 0L || !is_date(substr(text, 1L, 10L))) {
    return(as.POSIXct(NA_real_, origin = "1970-01-01", tz = "UTC"))
  }
  number <- as.numeric(parts[2:7])
  days <- as.numeric(as.Date(substr(text, 1L, 10L)))
  fraction <- if (nzchar(parts[[8L]])) as.numeric(paste0("0", parts[[8L]])) else 0
  offset <- offset_seconds(parts[[9L]])
  seconds <- days * 86400 + number[[4L]] * 3600 + number[[5L]] * 60 + number[[6L]] + fraction - offset
  structure(seconds, class = c("POSIXct", "POSIXt"), tzone = "UTC", offset = offset)
}

offset_seconds <- function(text) {
  if (text %in% c("Z", "z")) {
    return(0)
  }
  sign <- if (startsWith(text, "-")) -1 else 1
  sign * (as.numeric(substr(text, 2L, 3L)) * 3600 + as.numeric(substr(text, 5L, 6L)) * 60)
}

# Whether a text is a day of the calendar (RFC 3339 full-date).
is_date <- function(text) {
  if (!is.character(text) || !grepl("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", text)) {
    return(FALSE)
  }
  day <- as.POSIXlt(text, format = "%Y-%m-%d", tz = "UTC", optional = TRUE)
  !is.na(day)
}

is_datetime <- function(text) {
  is.character(text) && grepl(RFC3339, text) && is_date(substr(text, 1L, 10L))
}

# RFC 3339 text of Date and POSIXct values.
date_text <- function(x) {
  if (inherits(x, "Date")) {
    text <- sprintf("%04d-%s", as.POSIXlt(x)$year + 1900L, format(x, "%m-%d"))
    text[is.na(x)] <- NA_character_
    return(text)
  }
  offset <- attr(x, "offset", exact = TRUE)
  x <- as.POSIXct(x)
  if (is.null(offset)) {
    offset <- as.POSIXlt(x)$gmtoff
    offset <- if (is.null(offset) || anyNA(offset)) 0 else offset
  }
  text <- vapply(seq_along(x), function(at) {
    moment_text(as.numeric(x)[[at]], rep_len(offset, length(x))[[at]])
  }, "")
  text
}

moment_text <- function(seconds, offset) {
  if (is.na(seconds)) {
    return(NA_character_)
  }
  # A double holds microseconds of our time, no more: the rest is noise.
  whole <- floor(seconds)
  micro <- round((seconds - whole) * 1e6)
  if (micro == 1e6) {
    whole <- whole + 1
    micro <- 0
  }
  local <- as.POSIXlt(structure(whole + offset, class = c("POSIXct", "POSIXt"), tzone = "UTC"))
  fraction <- if (micro == 0) "" else sub("0+$", "", sprintf(".%06d", as.integer(micro)))
  zone <- if (offset == 0) {
    "Z"
  } else {
    minutes <- as.integer(round(abs(offset) / 60))
    sprintf("%s%02d:%02d", if (offset < 0) "-" else "+", minutes %/% 60L, minutes %% 60L)
  }
  sprintf("%04d-%s%s%s", local$year + 1900L, format(local, "%m-%dT%H:%M:%S"), fraction, zone)
}
