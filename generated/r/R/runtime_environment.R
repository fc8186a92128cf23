# Credentials and base URL from the environment.
#
# A scheme `ApiKeyAuth` of the package `petstore` is looked for in PETSTORE_API_KEY_AUTH (its id in
# words) and then in PETSTORE_APIKEYAUTH; the base URL in PETSTORE_BASE_URL.

environment_prefix <- function(package) toupper(gsub("[^A-Za-z0-9]+", "_", package))

environment_name <- function(package, scheme) {
  pieces <- strsplit(scheme, "[^A-Za-z0-9]+")[[1L]]
  words <- vapply(pieces[nzchar(pieces)], function(piece) {
    found <- regmatches(piece, gregexpr("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[A-Z]", piece, perl = TRUE))[[1L]]
    # Digits stay with the word before them: OAUTH2, not OAUTH_2.
    gsub("_(?=[0-9])", "", paste(found, collapse = "_"), perl = TRUE)
  }, "")
  paste0(environment_prefix(package), "_", toupper(paste(words, collapse = "_")))
}

environment_plain_name <- function(package, scheme) {
  plain <- gsub("^_+|_+$", "", gsub("[^A-Za-z0-9]+", "_", scheme))
  paste0(environment_prefix(package), "_", toupper(plain))
}

# The value of a scheme's variable, NULL when it is unset or empty. `suffix` is _USERNAME,
# _PASSWORD, _CLIENT_ID or _CLIENT_SECRET where a scheme needs two values.
environment_credential <- function(package, scheme, suffix = "") {
  names <- c(environment_name(package, scheme), environment_plain_name(package, scheme))
  values <- Sys.getenv(paste0(names, suffix))
  values <- values[nzchar(values)]
  if (length(values) > 0L) values[[1L]] else NULL
}

# All credentials of the environment, by scheme and suffix.
environment_credentials <- function(facts) {
  found <- list()
  for (scheme in facts$schemes) {
    suffixes <- switch(scheme$kind,
      basic = c("", "_USERNAME", "_PASSWORD"),
      oauth2 = c("", "_CLIENT_ID", "_CLIENT_SECRET"),
      ""
    )
    for (suffix in suffixes) {
      found[[paste0(scheme$id, suffix)]] <- environment_credential(facts$package, scheme$id, suffix)
    }
  }
  found
}

environment_base_url <- function(facts) {
  value <- Sys.getenv(paste0(environment_prefix(facts$package), "_BASE_URL"))
  if (nzchar(value)) value else NULL
}
