# Walking through a list that comes in pages.

# Every item of every page. With a `callback`, each item is given to it, pages are asked for as
# they are needed, and FALSE from it ends the walk; without one, a list of all items is returned.
all_pages <- function(client, entry, values = list(), body = NULL, callback = NULL, options = NULL) {
  operation <- entry$operation
  names <- vapply(operation$parameters, function(each) paste0(each$place, ":", each$name), "")
  at <- match(paste0("query:", entry$parameter), names)
  found <- list()
  repeat {
    page <- call_operation(client, operation, values, body, options = options)$data
    items <- page_items(page, entry$items)
    for (item in items) {
      if (is.null(callback)) {
        found[length(found) + 1L] <- list(item)
      } else if (isFALSE(callback(item))) {
        return(invisible(NULL))
      }
    }
    following <- next_page(page, items, entry)
    # A server that names the same page again would be asked forever: it is taken for the last.
    if (is.null(following) || is.na(at) || identical(following, values[[at]])) {
      return(if (is.null(callback)) found else invisible(NULL))
    }
    values[[at]] <- following
  }
}

page_items <- function(page, name) {
  found <- if (is_model(page) || is_object(page)) member_of(page, name)
  if (is.list(found) && is.null(names(found))) found else list()
}

# What asks for the page after this one; NULL after the last.
next_page <- function(page, items, entry) {
  if (length(items) == 0L || (!is.null(entry$more) && !isTRUE(member_of(page, entry$more)))) {
    return(NULL)
  }
  found <- member_of(page, entry$next_member)
  last <- items[[length(items)]]
  if (is.null(found) && (is_model(last) || is_object(last))) {
    found <- member_of(last, entry$next_member)
  }
  if (is.null(found) || identical(found, "")) NULL else found
}
