#pragma once
#include <string>
#include <vector>

namespace tauraro {

/// How the interpreter was started: what sys.flags shows, and how __main__ and the standard streams are set up.
struct Settings {
  int debug = 0, inspect = 0, interactive = 0, optimize = 0, verbose = 0, bytes_warning = 0, quiet = 0;
  bool dont_write_bytecode = false;
  bool no_user_site = false, no_site = false, ignore_environment = false, isolated = false;
  bool dev_mode = false, safe_path = false, unbuffered = false;
  bool utf8_mode = false;            ///< -X utf8, or the locale C
  bool surrogate_streams = false;    ///< stdin and stdout take undecodable bytes as lone surrogates (locales C and C.UTF-8)
  bool warn_default_encoding = false;
  int int_max_str_digits = -1;       ///< -1: as built in
  std::vector<std::string> warnings;   ///< -W and PYTHONWARNINGS
  std::vector<std::string> x_options;  ///< "name" or "name=value"
  std::string stream_encoding, stream_errors;  ///< PYTHONIOENCODING
};

}  // namespace tauraro
