# Event streams (WHATWG HTML, section 9.2.6) and JSON lines. The decoders are pushed bytes in any
# pieces and give the events that are complete; their work is linear in the bytes.

LF <- as.raw(10L)
CR <- as.raw(13L)

# Bytes in any pieces to whole lines (a list of raw vectors); CR, LF and CRLF end one.
new_lines <- function() {
  held <- list()
  after_cr <- FALSE
  feed <- function(data) {
    if (after_cr && length(data) > 0L) {
      after_cr <<- FALSE
      if (data[[1L]] == LF) {
        data <- data[-1L]
      }
    }
    size <- length(data)
    if (size == 0L) {
      return(list())
    }
    after_cr <<- data[[size]] == CR
    ends <- which(data == LF | data == CR)
    # The second half of a CRLF ends nothing.
    ends <- ends[!(data[ends] == LF & ends > 1L & data[pmax(ends - 1L, 1L)] == CR)]
    if (length(ends) == 0L) {
      held[[length(held) + 1L]] <<- data
      return(list())
    }
    starts <- c(1L, ends + 1L)
    paired <- starts <= size & c(FALSE, data[ends] == CR & data[pmin(ends + 1L, size)] == LF & ends < size)
    starts[paired] <- starts[paired] + 1L
    lines <- lapply(seq_along(ends), function(at) {
      if (starts[[at]] < ends[[at]]) data[starts[[at]]:(ends[[at]] - 1L)] else raw()
    })
    if (length(held) > 0L) {
      lines[[1L]] <- as.raw(unlist(c(held, lines[1L])))
    }
    last <- starts[[length(starts)]]
    held <<- if (last <= size) list(data[last:size]) else list()
    lines
  }
  list(feed = feed, rest = function() as.raw(unlist(held)))
}

BOM <- as.raw(c(0xef, 0xbb, 0xbf))

# Nearly every line of a stream begins so.
DATA_FIELD <- charToRaw("data:")

# Events are lists with data, event, id and retry (milliseconds, NULL where the event sets none).
new_event_decoder <- function() {
  lines <- new_lines()
  start <- raw()
  started <- FALSE
  data <- list()
  type <- ""
  id <- ""
  retry <- NULL

  without_bom <- function(bytes) {
    bytes <- c(start, bytes)
    size <- min(3L, length(bytes))
    if (size < 3L && identical(bytes[seq_len(size)], BOM[seq_len(size)])) {
      start <<- bytes
      return(raw())
    }
    started <<- TRUE
    start <<- raw()
    if (size == 3L && identical(bytes[1:3], BOM)) bytes[-(1:3)] else bytes
  }

  take_data <- function(value) {
    if (length(value) > 0L && value[[1L]] == as.raw(32L)) {
      value <- value[-1L]
    }
    data[[length(data) + 1L]] <<- value
  }

  take_field <- function(line) {
    if (length(line) >= 5L && identical(line[1:5], DATA_FIELD)) {
      return(take_data(line[-(1:5)]))
    }
    colon <- match(as.raw(58L), line)
    name <- if (is.na(colon)) line else line[seq_len(colon - 1L)]
    value <- if (is.na(colon)) raw() else line[-seq_len(colon)]
    if (length(name) == 0L || any(name == 0L)) {
      return()
    }
    if (length(value) > 0L && value[[1L]] == as.raw(32L)) {
      value <- value[-1L]
    }
    switch(field_name(name),
      data = data[[length(data) + 1L]] <<- value,
      event = type <<- stream_text(value),
      id = if (!any(value == 0L)) id <<- stream_text(value),
      retry = if (length(value) > 0L && all(value >= 0x30 & value <= 0x39)) {
        retry <<- as.numeric(rawToChar(utils::head(value, 15L)))
      }
    )
  }

  dispatch <- function() {
    found <- NULL
    if (length(data) > 0L) {
      text <- paste(vapply(data, stream_text, ""), collapse = "\n")
      found <- list(data = text, event = if (nzchar(type)) type else "message", id = id, retry = retry)
    }
    data <<- list()
    type <<- ""
    retry <<- NULL
    found
  }

  list(
    feed = function(bytes) {
      if (!started) {
        bytes <- without_bom(bytes)
      }
      events <- list()
      for (line in lines$feed(bytes)) {
        if (length(line) > 0L) {
          take_field(line)
        } else if (!is.null(event <- dispatch())) {
          events[[length(events) + 1L]] <- event
        }
      }
      events
    },
    # An unfinished event is dropped.
    finish = function() list(),
    rest = function() as.raw(unlist(c(data, list(start, lines$rest()))))
  )
}

# Only four names mean something; another one may be no text at all.
field_name <- function(bytes) {
  if (length(bytes) > 5L || any(bytes > 0x7a)) "" else rawToChar(bytes)
}

# Text of a stream: the byte order mark is part of it here.
stream_text <- function(bytes) {
  if (length(bytes) >= 3L && identical(bytes[1:3], BOM)) {
    return(paste0("\ufeff", utf8_text(bytes[-(1:3)])))
  }
  utf8_text(bytes)
}

# JSON lines, newline-delimited JSON and JSON text sequences (RFC 7464): one value per line. The
# last line counts without its end too: a text cut in the middle is then no JSON.
new_line_decoder <- function() {
  lines <- new_lines()
  as_event <- function(line) {
    text <- gsub("^[ \t\x1e]+|[ \t\x1e]+$", "", utf8_text(line))
    if (nzchar(text)) list(data = text, event = "message", id = "", retry = NULL)
  }
  kept <- function(found) found[!vapply(found, is.null, TRUE)]
  list(
    feed = function(bytes) kept(lapply(lines$feed(bytes), as_event)),
    finish = function() kept(list(as_event(lines$rest()))),
    rest = function() lines$rest()
  )
}
