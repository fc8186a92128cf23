round_trip <- function(text) to_json(from_json(text))

test_that("numbers come back to the digit", {
  for (text in c(
    "0", "-1", "2147483647", "2147483648", "-2147483649", "9007199254740991", "9007199254740992",
    "9007199254740993", "-9007199254740993", "18446744073709551615", "123456789012345678901234567890",
    "0.1", "1.7976931348623157e+308", "5e-324", "0.30000000000000004", "1e400", "-1e999"
  )) {
    expect_identical(from_json(round_trip(text)), from_json(text), label = text)
  }
  expect_identical(round_trip("[9007199254740993,18446744073709551616]"), "[9007199254740993,18446744073709551616]")
  expect_identical(round_trip("1e400"), "1e400")
  expect_identical(to_json(0.1 + 0.2), "0.30000000000000004")
  expect_identical(to_json(c(1e21, 1e15, 100000, -123456)), "[1e+21,1000000000000000,100000,-123456]")
})

test_that("a number is not mistaken for text, nor text for a number", {
  value <- from_json("[9007199254740993,\"9007199254740993\"]")
  expect_s3_class(value[[1L]], "json_integer")
  expect_identical(value[[2L]], "9007199254740993")
  text <- "[\"exact-0:n12\",12345678901234567890,\"a 12345678901234567890, \\\"12345678901234567890\",\"exact-1:\"]"
  expect_identical(round_trip(text), text)
})

test_that("integers compare by their digits and refuse to be rounded", {
  big <- json_integer("9007199254740993")
  expect_true(big == json_integer("9007199254740993"))
  expect_false(big == json_integer("9007199254740992"))
  expect_error(big + 1, "beyond")
  expect_identical(format(big), "9007199254740993")
  expect_identical(as.numeric(big), 9007199254740992)
  expect_error(json_integer("1.5"), class = "ApiRequestError")
})

test_that("strings come back byte by byte", {
  for (text in c(
    "\"\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"a\\u0000b\\\\u0000\"", "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"\\ud83d\\\\\\ude00\"", "\"\\\\ud83d\"", "\"\u2028\u00e9\"", "\"\\u001f\\u007f\""
  )) {
    expect_true(json_equal(round_trip(text), text), label = text)
  }
  expect_identical(as.character(from_json("\"a\\u0000b\"")), "a\u2400b")
  expect_identical(round_trip("{\"a\":\"\\u0000\",\"b\":[\"\\ud800\"]}"), "{\"a\":\"\\u0000\",\"b\":[\"\\ud800\"]}")
})

test_that("shapes are kept: empty, one item, null, odd names", {
  for (text in c(
    "[]", "{}", "[[]]", "[{}]", "{\"a\":[]}", "{\"a\":{}}", "[null]", "{\"a\":null}", "[1]", "[[1]]",
    "{\"\":1}", "{\"a\":{\"\":{}}}", "{\"NA\":null}", "[true,false,null]", "\"NA\"", "null", "{\"a b\":\"c\"}"
  )) {
    expect_identical(round_trip(text), text)
  }
})

test_that("what is no JSON is refused, whatever it looks like", {
  for (text in c("", "{", "[1,]", "{\"a\":1,}", "nul", "'a'", "[1] x", "http://127.0.0.1:9/x.json", "/etc/hostname")) {
    expect_error(from_json(text), class = "json_fault", label = text)
    expect_error(Thing$fromJSON(text), class = "ApiDecodeError", label = text)
  }
})

test_that("deep documents are read and written", {
  text <- paste0(strrep("[", 400L), strrep("]", 400L))
  expect_identical(round_trip(text), text)
})

test_that("what JSON has no word for is refused with its place", {
  expect_error(to_json(list(a = list(1, NaN))), "/a/1", class = "ApiRequestError")
  expect_error(to_json(list(a = Inf)), "not finite", class = "ApiRequestError")
  expect_error(to_json(list(a = mean)), "/a", class = "ApiRequestError")
  expect_error(to_json(list(a = as.raw(1))), class = "ApiRequestError")
  expect_error(to_json("\xff"), class = "ApiRequestError")
})

test_that("values of R's own classes have their JSON", {
  expect_identical(to_json(factor("a")), "\"a\"")
  expect_identical(to_json(NA), "null")
  expect_identical(to_json(c(a = 1, b = 2)), "{\"a\":1,\"b\":2}")
  expect_identical(to_json(data.frame(a = 1:2, b = c("x", "y"))), "[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]")
  expect_identical(to_json(json_object()), "{}")
  expect_identical(to_json(json_array("a")), "[\"a\"]")
  expect_identical(to_json(as.Date("2024-02-29")), "\"2024-02-29\"")
  expect_identical(to_json(as.POSIXct("2024-01-02 03:04:05", tz = "UTC")), "\"2024-01-02T03:04:05Z\"")
  expect_identical(to_json(as.POSIXct("2024-07-02 03:04:05", tz = "Europe/Prague")), "\"2024-07-02T03:04:05+02:00\"")
})

test_that("date-times keep offset and fraction", {
  for (text in c("2024-01-02T03:04:05Z", "2024-01-02T03:04:05.123456-03:30", "1969-12-31T23:59:59.5+14:00", "2016-12-31T00:00:00.1Z")) {
    expect_identical(to_json(parse_datetime(text)), paste0("\"", text, "\""))
  }
  expect_true(is.na(parse_datetime("2023-02-29T00:00:00Z")))
  expect_true(is.na(parse_datetime("soon")))
})
