# Credentials of an attempt, with tokens by the OAuth2 client credentials flow (RFC 6749 section
# 4.4), which are kept while they are good.

# A token is renewed this many seconds before its end, or a tenth of its life if that is less.
RENEWED_EARLY <- 60
# How long a token without `expires_in` is used.
UNKNOWN_LIFE <- 300

# The credentials of one attempt, asked for anew. A refused token request is an outcome with
# `error`, which may be worth another attempt.
find_credentials <- function(attempts) {
  client <- attempts$client
  found <- no_credentials()
  for (use in choose_security(attempts$operation$security, client)) {
    scheme <- scheme_of(use$scheme)
    token <- NULL
    needs_grant <- scheme$kind == "oauth2" && is.null(token_for(client, scheme$id))
    if (needs_grant && grants_token(scheme, client)) {
      granted <- granted_token(attempts, scheme, use$scopes)
      if (!is.null(granted$error)) {
        return(granted)
      }
      token <- granted$token
    }
    found <- place_credential(scheme, client, found, token)
  }
  attempts$secrets <- unique(c(attempts$secrets, found$secrets))
  found
}

# A token: the one that is kept, or a new one.
granted_token <- function(attempts, scheme, scopes) {
  client <- attempts$client
  pair <- client_for(client, scheme$id)
  base <- attempts$prepared$base
  where <- resolve_url(paste0(base$origin, base$path, "/"), scheme$token_url)
  key <- paste(c(where, pair[[1L]], scopes), collapse = "\n")
  tokens <- private_of(client)$tokens
  held <- tokens[[key]]
  if (!is.null(held) && client$clock$monotonic() < held$end) {
    return(list(token = held$token))
  }
  attempts$secrets <- c(attempts$secrets, pair[[2L]])
  asked <- client$clock$monotonic()
  exchange <- token_exchange(attempts, where, pair, scopes)
  head <- exchange_head(exchange)
  if (head$status == 0L) {
    return(no_response(attempts, exchange))
  }
  body <- exchange_taken(exchange)
  if (head$status < 200L || head$status >= 300L) {
    path <- split_url(where)$path
    error <- status_error("POST", path, head, body, list(), client$clock$wall(), attempts$secrets)
    return(list(error = error, cause = paste("token:", head$status), head = head))
  }
  found <- read_token(body)
  end <- asked + found$life - min(RENEWED_EARLY, found$life / 10)
  assign(key, list(token = found$token, end = end), envir = tokens)
  list(token = found$token)
}

# The client names itself by HTTP Basic (RFC 6749 section 2.3.1).
token_exchange <- function(attempts, where, pair, scopes) {
  members <- "grant_type=client_credentials"
  if (length(scopes) > 0L) {
    members <- paste0(members, "&scope=", percent_form(paste(scopes, collapse = " ")))
  }
  coded <- base64(paste(vapply(pair, percent_form, ""), collapse = ":"))
  attempts$secrets <- c(attempts$secrets, coded)
  request <- list(
    method = "POST", url = where, source = text_source(members),
    headers = c(
      Accept = "application/json", "Content-Type" = "application/x-www-form-urlencoded",
      Authorization = paste("Basic", coded), "User-Agent" = attempts$client$user_agent
    )
  )
  path <- split_url(where)$path
  log_request(attempts$client, request, path, attempts$secrets)
  within <- max(0, attempts$deadline$remaining())
  exchange <- exchange_start(attempts$client, request, within, attempts$settings$connect_timeout)
  if (!exchange$done) {
    exchange_finish(exchange)
  }
  head <- exchange_head(exchange)
  if (head$status != 0L) {
    log_response(attempts$client, "POST", path, head)
  }
  exchange
}

# Token and life in seconds from a token response.
read_token <- function(body) {
  answer <- tryCatch(from_json(utf8_text(body)), json_fault = function(e) NULL)
  token <- if (is_object(answer)) answer[["access_token"]]
  if (!is.character(token) || !nzchar(token)) {
    fail_decode("the token response holds no access token")
  }
  life <- suppressWarnings(as.numeric(or(answer[["expires_in"]], UNKNOWN_LIFE)))
  list(token = token, life = if (length(life) != 1L || is.na(life)) UNKNOWN_LIFE else max(0, life))
}

# Drop tokens that the server refused.
forget_tokens <- function(client, secrets) {
  tokens <- private_of(client)$tokens
  for (key in ls(tokens, all.names = TRUE)) {
    if (tokens[[key]]$token %in% secrets) {
      rm(list = key, envir = tokens)
    }
  }
}
