# What stands on Rd pages and in DESCRIPTION: an object of texts by path on standard input, an
# object by path on standard output.

options(warn = 2)
texts <- jsonlite::fromJSON(file("stdin", encoding = "UTF-8"), simplifyVector = FALSE)

# The macros of a page below one another, without the texts in them.
macros <- function(node) {
  tag <- attr(node, "Rd_tag")
  if (!is.list(node)) {
    return(if (tag %in% c("TEXT", "RCODE", "VERB", "COMMENT")) list() else list(tag))
  }
  below <- unlist(lapply(node, macros), recursive = FALSE)
  c(if (is.null(tag)) list() else list(tag), below)
}

page <- function(text) {
  file <- tempfile(fileext = ".Rd")
  writeLines(enc2utf8(text), file, useBytes = TRUE)
  parsed <- tools::parse_Rd(file, encoding = "UTF-8", warningCalls = FALSE)
  found <- tools::checkRd(parsed, listOK = FALSE)
  rendered <- utils::capture.output(tools::Rd2txt(parsed, fragment = FALSE, options = list(
    underline_titles = FALSE, width = 10000L
  )))
  list(macros = macros(parsed), faults = as.list(format(found)), text = paste(rendered, collapse = " "))
}

description <- function(text) {
  file <- tempfile()
  writeLines(enc2utf8(text), file, useBytes = TRUE)
  as.list(read.dcf(file)[1L, ])
}

made <- lapply(names(texts), function(path) {
  if (grepl("[.]Rd$", path)) page(texts[[path]]) else description(texts[[path]])
})
names(made) <- names(texts)
cat(jsonlite::toJSON(made, auto_unbox = TRUE, null = "null"))
