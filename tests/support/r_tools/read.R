# What stands in programs: an object of texts by path on standard input, an object by path on
# standard output. A tree holds the tokens of the parser and their names; the texts of literals and
# of comments are given apart.

options(warn = 2)
programs <- jsonlite::fromJSON(file("stdin", encoding = "UTF-8"), simplifyVector = FALSE)

TEXTS <- c("STR_CONST", "COMMENT")

# Names in backticks are texts of the document, too; so are those that stand for them.
shown <- function(data) {
  named <- data$token %in% c("SYMBOL", "SYMBOL_FORMALS", "SYMBOL_SUB", "SLOT")
  strange <- named & grepl("^`", data$text)
  ifelse(data$token %in% TEXTS | strange, "", data$text)
}

tree <- function(data) {
  data <- data[data$token != "COMMENT", ]
  ids <- data$id
  position <- integer(max(c(ids, 0L)) + 1L)
  depth <- vapply(seq_along(ids), function(at) {
    count <- 0L
    parent <- data$parent[[at]]
    while (parent > 0L) {
      count <- count + 1L
      parent <- data$parent[match(parent, ids)]
      if (is.na(parent)) break
    }
    count
  }, 1L)
  paste(depth, data$token, ifelse(data$terminal, shown(data), ""))
}

read <- function(text) {
  parsed <- tryCatch(
    parse(text = enc2utf8(text), keep.source = TRUE, encoding = "UTF-8"),
    error = function(e) conditionMessage(e)
  )
  if (is.character(parsed)) {
    return(list(faults = list(parsed)))
  }
  data <- utils::getParseData(parsed, includeText = TRUE)
  strings <- data[data$token == "STR_CONST", "text"]
  names <- data[grepl("^SYMBOL", data$token) & grepl("^`", data$text), "text"]
  list(
    faults = list(),
    tree = as.list(tree(data)),
    texts = lapply(c(strings, names), function(each) {
      value <- eval(parse(text = each, keep.source = FALSE)[[1L]], list(), emptyenv())
      as.character(value)
    }),
    comments = as.list(data[data$token == "COMMENT", "text"])
  )
}

# Names in backticks are not evaluated but taken as they are.
eval <- function(expression, ...) if (is.name(expression)) as.character(expression) else expression

cat(jsonlite::toJSON(lapply(programs, read), auto_unbox = TRUE, null = "null"))
