#pragma once
#include <string>
#include <string_view>

namespace tauraro {

struct EscapeResult {
  std::string error;                ///< as in a SyntaxError: "(unicode error) 'unicodeescape' codec can't decode ..."
  std::string_view invalid_escape;  ///< the character behind the first backslash that escapes nothing; empty: none
};

/// Appends the text that the body of a str literal means. A last lone backslash stands for itself.
/// Returns false and sets the error if an escape is malformed.
bool unescape_text(std::string& out, std::string_view body, EscapeResult* result);

/// The same for the body of a bytes literal.
bool unescape_bytes(std::string& out, std::string_view body, EscapeResult* result);

}  // namespace tauraro
