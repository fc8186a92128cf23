# Which variant of a union a value is.

takes <- function(variant, kind) {
  kind %in% variant$kinds || (kind == "integer" && "number" %in% variant$kinds)
}

# Equal as JSON scalars: 1 is 1L, but neither TRUE nor "1".
same_scalar <- function(one, other) {
  if (is.null(one) || length(one) != 1L || is.list(one)) {
    return(FALSE)
  }
  kinds <- c(kind_of(one), kind_of(other))
  if (all(kinds %in% c("integer", "number"))) {
    return(identical(number_text(one), number_text(other)))
  }
  kinds[[1L]] == kinds[[2L]] && identical(as.character(one), as.character(other))
}

member_of <- function(value, name) {
  if (is_model(value)) {
    return(get_member(value, name))
  }
  at <- match(name, names(value))
  if (is.na(at)) NULL else value[[at]]
}

# The variants that a value may be, in order: list() where none takes its kind, NULL for an object
# that none of the document's variants is.
candidates <- function(union, value) {
  kind <- kind_of(value)
  fitting <- Filter(function(each) takes(each, kind), union$variants)
  if (kind != "object" || length(fitting) == 0L) {
    # A whole number is an integer first.
    exact <- Filter(function(each) kind %in% each$kinds, fitting)
    return(if (length(exact) > 0L) exact else fitting)
  }
  if (!is.null(union$tag)) {
    found <- member_of(value, union$tag)
    is_tagged <- function(each) any(vapply(each$tags, function(tag) same_scalar(found, tag), TRUE))
    tagged <- Filter(is_tagged, fitting)
    if (length(tagged) > 0L) {
      return(tagged)
    }
    return(if (is.null(union$fallback)) NULL else union$variants[union$fallback])
  }
  keys <- lapply(fitting, function(each) each$key)
  if (!all(vapply(keys, is.null, TRUE))) {
    names <- names(value)
    held <- vapply(keys, function(key) !is.null(key) && key %in% names, TRUE)
    rest <- vapply(keys, is.null, TRUE)
    found <- if (any(held)) which(held)[1L] else if (any(rest)) which(rest)[1L]
    return(if (is.null(found)) NULL else fitting[found])
  }
  fitting
}
