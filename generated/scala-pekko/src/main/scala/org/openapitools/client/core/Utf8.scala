package org.openapitools.client
package core

import java.nio.ByteBuffer

/** Whether bytes are UTF-8 (RFC 3629 §4), which the JSON parser does not ask. It parses bytes faster
  * than text, so that they are not decoded just to find out.
  */
private[core] object Utf8 {
  def isValid(bytes: Array[Byte]): Boolean = {
    val end = bytes.length
    val words = ByteBuffer.wrap(bytes)
    var index = 0
    while (index >= 0 && index < end) {
      // Most of a response is ASCII: eight bytes at once.
      if (index + 8 <= end && (words.getLong(index) & 0x8080808080808080L) == 0) index += 8
      else if (bytes(index) >= 0) index += 1
      else {
        val length = sequence(bytes, index, end)
        index = if (length == 0) -1 else index + length
      }
    }
    index >= 0
  }

  /** The length of the sequence at `index`, 0 where there is none. */
  private def sequence(bytes: Array[Byte], index: Int, end: Int): Int = {
    val first = bytes(index) & 0xff
    val length = if (first >= 0xf0) 4 else if (first >= 0xe0) 3 else 2
    if (first < 0xc2 || first > 0xf4 || index + length > end) 0
    else {
      val second = bytes(index + 1) & 0xff
      // No overlong form, no half of a surrogate pair, nothing beyond U+10FFFF.
      val least = if (first == 0xe0) 0xa0 else if (first == 0xf0) 0x90 else 0x80
      val most = if (first == 0xed) 0x9f else if (first == 0xf4) 0x8f else 0xbf
      val rest = (2 until length).forall(each => (bytes(index + each) & 0xc0) == 0x80)
      if (second >= least && second <= most && rest) length else 0
    }
  }
}
