# Percent-encoding (RFC 3986 section 2): which characters a value keeps, by its place. Every
# function takes any text and gives ASCII.

SUB_DELIMS <- "!$&'()*+,;="
PCHAR <- paste0(SUB_DELIMS, ":@")
UNRESERVED <- "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

# Reserved characters that a query may hold and that do not end the value.
RESERVED_IN_QUERY <- ":/?@!$'()*,;="

# Cookie octets (RFC 6265 section 4.1.1) without the percent sign, which must stay decodable.
COOKIE_OCTETS <- "!#$&'()*+-./:<=>?@[]^_`{|}~"

BYTES <- sprintf("%%%02X", 0:255)

percent_encode <- function(text, safe) {
  bytes <- as.integer(if (inherits(text, "json_text")) text_bytes(text) else charToRaw(enc2utf8(text)))
  if (length(bytes) == 0L) {
    return("")
  }
  table <- BYTES
  kept <- as.integer(charToRaw(paste0(UNRESERVED, safe)))
  table[kept + 1L] <- rawToChar(as.raw(kept), multiple = TRUE)
  paste(table[bytes + 1L], collapse = "")
}

# Names and values of a query.
percent_component <- function(text) percent_encode(text, "")

# For allowReserved: reserved characters and percent-triplets stay (RFC 6570 section 3.2.3).
percent_reserved <- function(text) around_triplets(text, RESERVED_IN_QUERY)

# A value of a path: pchar stays, but for the delimiters of its style.
percent_segment <- function(text, delimiters = "") {
  safe <- strsplit(PCHAR, "")[[1L]]
  safe <- paste(setdiff(safe, strsplit(delimiters, "")[[1L]]), collapse = "")
  encoded <- percent_encode(text, safe)
  if (grepl(".", delimiters, fixed = TRUE)) gsub(".", "%2E", encoded, fixed = TRUE) else encoded
}

# Text of a path template, and of the query behind it: what is legal there stays, triplets too.
percent_path <- function(text) around_triplets(text, paste0(PCHAR, "/"))
percent_query <- function(text) around_triplets(text, paste0(PCHAR, "/?"))

percent_cookie <- function(text) percent_encode(text, COOKIE_OCTETS)

# For application/x-www-form-urlencoded: a space becomes a plus sign.
percent_form <- function(text) gsub(" ", "+", percent_encode(text, " *"), fixed = TRUE)

around_triplets <- function(text, safe) {
  found <- gregexpr("%[0-9A-Fa-f]{2}", text)
  kept <- regmatches(text, found)[[1L]]
  others <- regmatches(text, found, invert = TRUE)[[1L]]
  encoded <- vapply(others, percent_encode, "", safe, USE.NAMES = FALSE)
  paste(c(rbind(encoded, c(kept, ""))), collapse = "")
}

# Text decoded until nothing is left to decode. A chain of encoded percent signs is undone at
# once, so that the time stays linear.
percent_decoded <- function(text) {
  repeat {
    once <- percent_decode(gsub("%(25)+", "%", text))
    if (identical(once, text)) {
      return(text)
    }
    text <- once
  }
}

percent_decode <- function(text) {
  found <- gregexpr("%[0-9A-Fa-f]{2}", text, useBytes = TRUE)
  if (found[[1L]][[1L]] == -1L) {
    return(text)
  }
  bytes <- as.integer(charToRaw(text))
  at <- as.integer(found[[1L]])
  digits <- function(code) ifelse(code <= 57L, code - 48L, (code %% 32L) + 9L)
  bytes[at] <- digits(bytes[at + 1L]) * 16L + digits(bytes[at + 2L])
  # What no text holds cannot be a dot either.
  bytes[at][bytes[at] == 0L] <- 1L
  text <- rawToChar(as.raw(bytes[-c(at + 1L, at + 2L)]))
  Encoding(text) <- "UTF-8"
  if (validUTF8(text)) text else iconv(text, "latin1", "UTF-8")
}
